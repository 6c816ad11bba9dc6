using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules;
using Bivouac.Rules.Data;

namespace Bivouac.Boot;

/// <summary>
/// The order of the start, computed as OpenRC does (rc.c and visit_service of librc-depend.c in 0.54): runlevel after runlevel, its
/// services by name, each behind what it depends on; of that, first what it needs, then what it wants, uses and comes after, each as
/// written. What is needed or wanted starts whatever runlevel has it; the rest counts where the runlevel, boot, or an earlier one has it.
/// </summary>
internal sealed class BootOrder
{
    /// <summary>The rank of the runlevel that is for the way down.</summary>
    public const int Shutdown = 4;

    private static readonly (string Word, BootDependencyKind Kind)[] Kinds = [("need", BootDependencyKind.Need), ("want", BootDependencyKind.Want), ("use", BootDependencyKind.Use), ("after", BootDependencyKind.After)];

    private readonly RuleContext _context;
    private readonly BootTree _tree;
    private readonly ILookup<string, string> _members;
    private readonly List<BootService> _services = [];
    private readonly HashSet<string> _started = new(StringComparer.Ordinal);
    private readonly List<string> _sorted = [];
    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);
    private readonly List<(string Service, bool IsOfAll)> _path = [];
    private readonly List<BootDependency> _dependencies = [];
    private readonly List<IReadOnlyList<string>> _cycles = [];
    private Runlevel _runlevel = Runlevel.Sysinit;

    /// <summary>Computes it.</summary>
    /// <param name="context">The image.</param>
    /// <param name="clock">The service that the initramfs puts into the runlevel boot: <c>hwclock</c>, or <c>swclock</c> where no clock is found.</param>
    public BootOrder(RuleContext context, string clock)
    {
        _context = context;
        ServiceEnablement[] enabled = [.. context.Model.EnabledServices().Concat(Linked()).Concat([new(clock, Runlevel.Boot)]).Where(e => Rank(e.Runlevel) < Shutdown)];
        _members = enabled.ToLookup(e => e.Runlevel.Name, e => e.Service, StringComparer.Ordinal);
        _tree = new(context, enabled.Select(e => e.Service));
        foreach (var runlevel in enabled.Select(e => e.Runlevel).Distinct().OrderBy(Rank).ThenBy(r => r.Name, StringComparer.Ordinal)) Enter(runlevel);
        foreach (var circle in _tree.Circles.Where(c => c.All(_started.Contains))) Note(circle);
        Dependencies = [.. _dependencies.GroupBy(d => (d.Service, d.On)).Select(g => g.OrderBy(d => d.Kind).First()).OrderBy(d => d.Service, StringComparer.Ordinal).ThenBy(d => d.On, StringComparer.Ordinal)];
    }

    /// <summary>The services in the order of their start.</summary>
    public IReadOnlyList<BootService> Services => _services;

    /// <summary>The dependencies that count; one for each pair, the strongest.</summary>
    public IReadOnlyList<BootDependency> Dependencies { get; }

    /// <summary>Circles, each from its first service by name.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Cycles => _cycles;

    /// <summary>When a runlevel comes; others than Alpine's own are entered by hand, after all of them.</summary>
    private static int Rank(Runlevel runlevel) => runlevel.Name switch
    {
        "sysinit" => 0,
        "boot" => 1,
        "default" => 2,
        "shutdown" => Shutdown,
        _ => 3,
    };

    /// <summary>Links of runlevels that the overlay brings itself.</summary>
    private IEnumerable<ServiceEnablement> Linked() =>
        from item in _context.Overlay.Final
        let parts = item.Path.Split('/')
        where parts is ["", "etc", "runlevels", _, _] && item.Entry is OverlayLink && Bivouac.Names.IsWord(parts[3]) && Bivouac.Names.IsWord(parts[4])
        select new ServiceEnablement(parts[4], new Runlevel(parts[3]));

    private void Enter(Runlevel runlevel)
    {
        _runlevel = runlevel;
        _visited.Clear();
        _sorted.Clear();
        foreach (var service in _members[runlevel.Name].Distinct().OrderBy(s => s, StringComparer.Ordinal)) Visit(_tree.Find(service)!, service);
        foreach (var service in _sorted.Where(_started.Add)) _services.Add(Describe(service));
    }

    /// <summary>Puts a service behind what it depends on.</summary>
    /// <param name="node">The service, or a name that it provides: what comes before that comes before the service.</param>
    /// <param name="service">The service.</param>
    private void Visit(BootNode node, string service)
    {
        if (!_visited.Add(node.Name)) return;
        foreach (var (word, kind) in Kinds)
        {
            foreach (var name in node.List(word).ToArray())
            {
                if (_tree.Find(name) is not { } other) continue;
                var providers = Providers(other);
                if (providers.Count == 0 && Counts(name, kind)) Follow(node, service, name, other, kind);
                foreach (var provider in providers.Where(p => Counts(p, kind))) Follow(node, service, name, _tree.Find(provider)!, kind);
            }
        }

        foreach (var name in node.List("provide"))
            if (_tree.Find(name) is { } provided && Providers(provided).Contains(service)) Visit(provided, service);
        if (node.Providers.Count == 0) _sorted.Add(node.Name);
    }

    private void Follow(BootNode node, string service, string name, BootNode other, BootDependencyKind kind)
    {
        if (other.Name == service) return;
        if (other.Providers.Count == 0) _dependencies.Add(new(service, other.Name, kind));
        _path.Add((service, node.IsOfAll(name)));
        var at = _path.FindIndex(p => p.Service == other.Name);
        if (at >= 0 && !_path.Skip(at).Any(p => p.IsOfAll)) Note([.. _path.Skip(at).Select(p => p.Service).Distinct()]);
        Visit(other, other.Providers.Count == 0 ? other.Name : service);
        _path.RemoveAt(_path.Count - 1);
    }

    /// <summary>Whether a dependency counts in this runlevel.</summary>
    private bool Counts(string service, BootDependencyKind kind) =>
        kind is BootDependencyKind.Need or BootDependencyKind.Want || _members[_runlevel.Name].Contains(service)
        || (_runlevel != Runlevel.Sysinit && (_members[Runlevel.Boot.Name].Contains(service) || _started.Contains(service)));

    /// <summary>Who stands for a name that others provide: those of the runlevel or of boot, else the one that runs, else the first.</summary>
    private IReadOnlyList<string> Providers(BootNode node)
    {
        if (node.Providers.Count == 0) return [];
        string[] here = [.. node.Providers.Where(p => _members[_runlevel.Name].Contains(p) || _members[Runlevel.Boot.Name].Contains(p))];
        if (here.Length > 0) return here;
        string[] running = [.. node.Providers.Where(_started.Contains)];
        return running.Length switch { 0 => [node.Providers[0]], 1 => running, _ => [] };
    }

    private BootService Describe(string name)
    {
        var view = _context.Services;
        var origin = view.ScriptOf(name) is not null ? BootServiceOrigin.Overlay
            : view.IsGenerated(name) ? BootServiceOrigin.Definition
            : view.IsProvided(name) || ServiceTable.Current.Find(name).Any(r => r.Package == "openrc") || !view.IsComplete ? BootServiceOrigin.Package
            : BootServiceOrigin.Missing;
        return new(name, _runlevel, origin, !_members[_runlevel.Name].Contains(name), _context.Model.DeclaredServices.FirstOrDefault(s => s.Name == name)?.Start);
    }

    private void Note(string[] circle)
    {
        var first = Array.IndexOf(circle, circle.OrderBy(n => n, StringComparer.Ordinal).First());
        var turned = circle.Skip(first).Concat(circle.Take(first)).ToArray();
        if (!_cycles.Any(c => c.SequenceEqual(turned))) _cycles.Add(turned);
    }
}
