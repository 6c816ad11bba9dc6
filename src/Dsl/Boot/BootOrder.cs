using System;
using System.Collections.Generic;
using System.Linq;

namespace Bivouac.Boot;

/// <summary>The order of the start: runlevel after runlevel, in each by name, each service behind what it depends on.</summary>
internal sealed class BootOrder
{
    /// <summary>The rank of the runlevel that is for the way down.</summary>
    public const int Shutdown = 4;

    private readonly BootDependencies _dependencies;
    private readonly Dictionary<string, BootService> _services;
    private readonly List<BootService> _order = [];
    private readonly List<string> _path = [];
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private readonly List<IReadOnlyList<string>> _cycles = [];

    public BootOrder(BootDependencies dependencies)
    {
        _dependencies = dependencies;
        _services = dependencies.Services.ToDictionary(s => s.Name, StringComparer.Ordinal);
        foreach (var service in dependencies.Services.OrderBy(s => Rank(s.Runlevel)).ThenBy(s => s.Runlevel.Name, StringComparer.Ordinal).ThenBy(s => s.Name, StringComparer.Ordinal))
            Visit(service);
    }

    /// <summary>The services in the order of their start.</summary>
    public IReadOnlyList<BootService> Services => _order;

    /// <summary>Circles, each from its first service by name.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Cycles => _cycles;

    /// <summary>When a runlevel comes; others than Alpine's own are entered by hand, after all of them.</summary>
    public static int Rank(Runlevel runlevel) => runlevel.Name switch
    {
        "sysinit" => 0,
        "boot" => 1,
        "default" => 2,
        "shutdown" => Shutdown,
        _ => 3,
    };

    private void Visit(BootService service)
    {
        if (_done.Contains(service.Name)) return;
        var at = _path.IndexOf(service.Name);
        if (at >= 0)
        {
            Note(_path.Skip(at).ToArray());
            return;
        }

        _path.Add(service.Name);
        foreach (var on in _dependencies.On(service.Name)) Visit(_services[on]);
        _path.RemoveAt(_path.Count - 1);
        if (_done.Add(service.Name)) _order.Add(service);
    }

    private void Note(string[] circle)
    {
        var first = Array.IndexOf(circle, circle.OrderBy(n => n, StringComparer.Ordinal).First());
        var turned = circle.Skip(first).Concat(circle.Take(first)).ToArray();
        if (!_cycles.Any(c => c.SequenceEqual(turned))) _cycles.Add(turned);
    }
}
