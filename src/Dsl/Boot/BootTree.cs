using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Rules;
using Bivouac.Rules.Inputs;

namespace Bivouac.Boot;

/// <summary>
/// The tree of dependencies of an image's init scripts, as OpenRC makes it when it starts (gendepends.sh, and rc_deptree_update in
/// librc-depend.c of 0.54): first what each script and its configuration say, then the same seen from the other side.
/// </summary>
internal sealed class BootTree
{
    private static readonly string[] Behind = ["need", "want", "use", "after"];

    /// <summary>The variables of a configuration that add to a script, in the order in which OpenRC adds them.</summary>
    private static readonly string[] Configured = ["need", "use", "want", "after", "before", "provide"];

    private readonly Dictionary<string, BootNode> _nodes = new(StringComparer.Ordinal);
    private readonly List<BootNode> _order = [];
    private readonly List<string[]> _circles = [];

    /// <summary>Makes it.</summary>
    /// <param name="context">The image.</param>
    /// <param name="started">The services that a runlevel has: those that nothing is known to bring are in the tree as well.</param>
    public BootTree(RuleContext context, IEnumerable<string> started)
    {
        // A shell sorts the names that a star stands for, and the scripts are read by a star.
        string[] names = [.. context.Services.ScriptNames.Concat(started).Distinct().OrderBy(n => n, StringComparer.Ordinal)];
        foreach (var name in names) Add(name);
        foreach (var name in names) Read(_nodes[name], Statements(context, name), names);
        foreach (var node in _order.ToArray())
            foreach (var provided in node.List("provide"))
                (Find(provided) ?? Add(provided)).Providers.Add(node.Name);
        if (context.Services.IsComplete) AddMissing();
        foreach (var node in _order.ToArray()) Mirror(node);
        foreach (var node in _order) CutBefore(node);
    }

    /// <summary>Two services that each come before the other: OpenRC takes the word of one of them.</summary>
    public IReadOnlyList<string[]> Circles => _circles;

    /// <summary>The script of a name, or the name that others provide; null when there is none.</summary>
    public BootNode? Find(string name) => _nodes.TryGetValue(name, out var node) ? node : null;

    private BootNode Add(string name)
    {
        var node = new BootNode(name);
        _nodes.Add(name, node);
        _order.Add(node);
        return node;
    }

    private static IEnumerable<InitStatement> Statements(RuleContext context, string name)
    {
        foreach (var statement in context.Services.ScriptTextOf(name)?.Statements ?? []) yield return statement;
        var variables = ServiceVariables.Of(context, name);
        foreach (var word in Configured)
            if (variables.Dependencies(word) is { Count: > 0 } words) yield return new(word, words);
    }

    /// <summary>What a script says last counts: before a service, or after it, and not both.</summary>
    private void Read(BootNode node, IEnumerable<InitStatement> statements, string[] all)
    {
        foreach (var (word, name) in statements.SelectMany(s => s.Names.Select(n => (s.Word, n))))
        {
            if (word == "provide" && name == node.Name) continue;
            if (name[0] == '!') node.List(word).Remove(name.Substring(1));
            else if (name != InitScript.All) Say(node, word, name, false);
            else
                foreach (var other in all) Say(node, word, other, true);
        }
    }

    private void Say(BootNode node, string word, string name, bool isOfAll)
    {
        if (isOfAll && name != node.Name) node.NoteOfAll(name);
        node.List(word).Add(name);
        var removed = word == "before" ? node.List("after").Remove(name) : word != "provide" && node.List("before").Remove(name);
        if (removed && !isOfAll && !node.IsOfAll(name)) _circles.Add([node.Name, name]);
    }

    /// <summary>What a service needs and nothing has: OpenRC says so, and the service does not start.</summary>
    private void AddMissing()
    {
        foreach (var name in _order.SelectMany(n => n.List("need")).Distinct().ToArray())
            if (Find(name) is null) Add(name);
    }

    private void Mirror(BootNode node)
    {
        foreach (var (word, other) in new[] { ("after", "before"), ("before", "after") })
        {
            foreach (var name in node.List(word).ToArray())
            {
                if (Find(name) is not { } seen) continue;
                if (!seen.List(other).Contains(node.Name)) seen.List(other).Add(node.Name);
                if (node.IsOfAll(name)) seen.NoteOfAll(node.Name);
            }
        }
    }

    /// <summary>A service is not before one that it stands behind by its own word.</summary>
    private void CutBefore(BootNode node)
    {
        string[] behind = [.. Behind.SelectMany(node.List)];
        foreach (var later in node.List("before").ToArray())
        {
            var found = behind.FirstOrDefault(b => b == later || Find(b)?.List("provide").Contains(later) == true);
            if (found is null) continue;
            Find(later)?.List("after").Remove(node.Name);
            node.List("before").Remove(later);
            if (found == later && !node.IsOfAll(later) && later != node.Name) _circles.Add([node.Name, later]);
        }
    }
}
