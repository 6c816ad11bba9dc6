using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Data;
using Bivouac.Rules.Overlay;

namespace Bivouac.Rules.Inputs;

/// <summary>
/// The variables that an init script finds: of <c>/etc/conf.d/NAME</c> (of a name with a dot, that of the part before it too) and of
/// <c>/etc/rc.conf</c>, as far as the overlay and the definition say them; the last one counts.
/// </summary>
internal sealed class ServiceVariables
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly string _prefix;

    private ServiceVariables(string service) => _prefix = new([.. service.Select(c => char.IsLetterOrDigit(c) ? c : '_')]);

    /// <summary>Those of a service.</summary>
    /// <param name="context">The image.</param>
    /// <param name="service">The service.</param>
    public static ServiceVariables Of(RuleContext context, string service)
    {
        var variables = new ServiceVariables(service);
        var names = service.IndexOf('.') is > 0 and var dot ? new[] { service.Substring(0, dot), service } : [service];
        foreach (var name in names)
        {
            variables.Read(context.Overlay["/etc/conf.d/" + name]);
            foreach (var setting in ImpliedParts.ConfD(context.Model).Where(c => c.Service == name)) variables._values[setting.Variable] = setting.Value.ToString();
        }

        variables.Read(context.Overlay["/etc/rc.conf"]);
        return variables;
    }

    /// <summary>The value of a variable; null when it has none.</summary>
    /// <param name="name">The variable.</param>
    public string? this[string name] => _values.TryGetValue(name, out var value) ? value : null;

    /// <summary>What the variables add to a word of <c>depend()</c>: OpenRC looks for four of them, and takes the first that says something.</summary>
    /// <param name="word">The word.</param>
    public IReadOnlyList<string> Dependencies(string word)
    {
        if (_values.Count == 0) return [];
        var capitals = word.ToUpperInvariant();
        var value = new[] { "rc_" + _prefix + "_" + word, "rc_" + word, "RC_" + _prefix + "_" + capitals, "RC_" + capitals }.Select(n => this[n]).FirstOrDefault(v => !string.IsNullOrEmpty(v));
        return DataTable.Words(value?.Replace('\t', ' ').Replace('\n', ' ') ?? "");
    }

    private void Read(OverlayItem? file)
    {
        if (file is not { IsFile: true, Text: { } text }) return;
        foreach (var (name, value) in ShellCode.Of(text).Commands.Where(c => c.Name.Length == 0 || c.Name == "export").SelectMany(c => c.Assignments))
            if (value.IsLiteral) _values[name] = value.Text;
    }
}
