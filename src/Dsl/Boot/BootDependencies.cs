using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules;
using Bivouac.Rules.Data;
using Bivouac.Rules.Inputs;

namespace Bivouac.Boot;

/// <summary>The services that start, with what they depend on among themselves.</summary>
internal sealed class BootDependencies
{
    private readonly RuleContext _context;
    private readonly Dictionary<string, BootService> _services = new(StringComparer.Ordinal);
    private readonly ILookup<string, string> _on;

    public BootDependencies(RuleContext context)
    {
        _context = context;
        foreach (var enabled in context.Model.EnabledServices().Concat(Linked()).Where(e => BootOrder.Rank(e.Runlevel) < BootOrder.Shutdown))
            Add(enabled.Service, enabled.Runlevel, isPulledIn: false);
        foreach (var service in _services.Values.ToArray()) PullIn(service);
        // A later runlevel has not begun: what of it stands before a service of an earlier one is passed over.
        All = [.. Find().Where(d => BootOrder.Rank(_services[d.On].Runlevel) <= BootOrder.Rank(_services[d.Service].Runlevel)).Distinct().OrderBy(d => d.Service, StringComparer.Ordinal).ThenBy(d => d.On, StringComparer.Ordinal).ThenBy(d => d.Kind)
            .GroupBy(d => (d.Service, d.On)).Select(g => g.First())];
        _on = All.ToLookup(d => d.Service, d => d.On, StringComparer.Ordinal);
    }

    /// <summary>The services, without an order.</summary>
    public IReadOnlyCollection<BootService> Services => _services.Values;

    /// <summary>The dependencies; one for each pair, the strongest.</summary>
    public IReadOnlyList<BootDependency> All { get; }

    /// <summary>What a service comes directly after.</summary>
    public IEnumerable<string> On(string service) => _on[service];

    /// <summary>What a service comes after, directly or through others.</summary>
    public IEnumerable<string> Before(string service)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([service]);
        while (open.Count > 0)
            foreach (var on in On(open.Pop()))
                if (found.Add(on)) open.Push(on);
        return found;
    }

    /// <summary>Links of runlevels that the overlay brings itself.</summary>
    private IEnumerable<ServiceEnablement> Linked() =>
        from item in _context.Overlay.Final
        let parts = item.Path.Split('/')
        where parts is ["", "etc", "runlevels", _, _] && item.Entry is OverlayLink && Bivouac.Names.IsWord(parts[3]) && Bivouac.Names.IsWord(parts[4])
        select new ServiceEnablement(parts[4], new Runlevel(parts[3]));

    private BootService Add(string name, Runlevel runlevel, bool isPulledIn)
    {
        if (_services.TryGetValue(name, out var known) && BootOrder.Rank(known.Runlevel) <= BootOrder.Rank(runlevel)) return known;
        var view = _context.Services;
        var origin = view.ScriptOf(name) is not null ? BootServiceOrigin.Overlay
            : view.IsGenerated(name) ? BootServiceOrigin.Definition
            : view.IsProvided(name) || ServiceTable.Current.Find(name).Any(r => r.Package == "openrc") || !view.IsComplete ? BootServiceOrigin.Package
            : BootServiceOrigin.Missing;
        return _services[name] = new(name, runlevel, origin, isPulledIn, _context.Model.DeclaredServices.FirstOrDefault(s => s.Name == name)?.Start);
    }

    /// <summary>What no runlevel has and another one needs or wants.</summary>
    private void PullIn(BootService service)
    {
        var script = _context.Services.ScriptTextOf(service.Name);
        foreach (var name in (_context.Services.NeedsOf(service.Name) ?? []).Concat(script?.Wants ?? []))
        {
            if (Named(name).Any()) continue;
            if (Provider(name) is not { } provider || _services.ContainsKey(provider)) continue;
            PullIn(Add(provider, service.Runlevel, isPulledIn: true));
        }
    }

    /// <summary>The script of a name that is not there yet: its own, or one that provides it.</summary>
    private string? Provider(string name) =>
        _context.Services.IsProvided(name) || ServiceTable.Current.Find(name).Any(r => r.Package == "openrc") ? name
        : ServiceTable.Current.ProvidersOf(name).Where(r => r.Package == "openrc" || _context.Services.IsProvided(r.Service)).Select(r => r.Service).FirstOrDefault() is { } other ? other
        : _context.Services.IsComplete ? name : null;

    private IEnumerable<BootDependency> Find()
    {
        foreach (var service in _services.Values)
        {
            if (_context.Services.ScriptTextOf(service.Name) is not { } script) continue;
            foreach (var name in _context.Services.NeedsOf(service.Name) ?? [])
                foreach (var other in Named(name)) yield return Make(service.Name, other, BootDependencyKind.Need);
            foreach (var name in script.Wants)
                foreach (var other in Named(name)) yield return Make(service.Name, other, BootDependencyKind.Want);
            foreach (var name in script.Uses)
                foreach (var other in Named(name)) yield return Make(service.Name, other, BootDependencyKind.Use);
            foreach (var name in script.After)
                foreach (var other in Named(name)) yield return Make(service.Name, other, BootDependencyKind.After);
            foreach (var name in script.Before)
                foreach (var other in Named(name)) yield return Make(other, service.Name, BootDependencyKind.After);
        }
    }

    private static BootDependency Make(string service, string on, BootDependencyKind kind) => new(service, on, kind);

    /// <summary>The starting services of a name: the one that is called so, and those that provide it. The star orders, but waits for nobody.</summary>
    private IEnumerable<string> Named(string name) =>
        name == InitScript.All ? [] : _services.Keys.Where(s => s == name || _context.Services.ScriptTextOf(s)?.Provides.Contains(name) == true);
}
