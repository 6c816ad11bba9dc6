using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Apk;
using Bivouac.Model;
using Bivouac.Rules;
using Bivouac.Rules.Inputs;

namespace Bivouac.Boot;

/// <summary>
/// What starts at boot, in which order, and what SSH waits for: computed from the definition and the init scripts that it will run with.
/// Those of packages are known from Alpine's main and community (edge of March 2025); what their scripts say under a condition is not.
/// </summary>
public sealed class BootGraph
{
    private readonly HashSet<string> _toSsh;

    private BootGraph(BootDependencies dependencies, RuleContext context)
    {
        var order = new BootOrder(dependencies);
        Services = new(order.Services);
        Dependencies = new(dependencies.All);
        Cycles = new(order.Cycles.Select(c => new EquatableArray<string>(c)));
        Ssh = Services.FirstOrDefault(s => s.Name is "sshd" or "dropbear")?.Name;
        _toSsh = new(Ssh is null ? [] : dependencies.Before(Ssh), StringComparer.Ordinal);
        Estimates = Ssh is null ? new([]) : new(BootWaits.Estimates(this, context));
    }

    /// <summary>The services in the order of their start, as OpenRC computes it: a runlevel after the other, by name where nothing else orders them.</summary>
    public EquatableArray<BootService> Services { get; }

    /// <summary>Which one comes after which.</summary>
    public EquatableArray<BootDependency> Dependencies { get; }

    /// <summary>Services that wait for each other in a circle. OpenRC cuts each of them somewhere, without a word.</summary>
    public EquatableArray<EquatableArray<string>> Cycles { get; }

    /// <summary>The SSH server; null when none starts.</summary>
    public string? Ssh { get; }

    /// <summary>How long SSH may be held up, for each scenario; empty without SSH.</summary>
    public EquatableArray<BootEstimate> Estimates { get; }

    /// <summary>Computes it.</summary>
    /// <param name="model">The image.</param>
    /// <param name="files">The project's files; default: none of them are known.</param>
    /// <param name="packages">The package indexes; default: there are none.</param>
    public static BootGraph Of(LiveCdModel model, IProjectFiles? files = null, PackageIndexes? packages = null)
    {
        var context = new RuleContext(model, files, packages);
        return new(new BootDependencies(context), context);
    }

    /// <summary>Whether SSH depends on the service, directly or through others.</summary>
    /// <param name="service">The service.</param>
    public bool IsOnPathToSsh(string service) => service == Ssh || _toSsh.Contains(service);

    /// <summary>
    /// The services that may start before SSH: those of earlier runlevels, and those of its own that do not come after it. OpenRC starts
    /// one after the other, so each of them can hold it up.
    /// </summary>
    internal IEnumerable<BootService> MayHoldUpSsh()
    {
        var behind = new HashSet<string>(StringComparer.Ordinal) { Ssh! };
        while (Dependencies.Where(d => behind.Contains(d.On)).Any(d => behind.Add(d.Service)))
        {
        }

        var own = BootOrder.Rank(Services.First(s => s.Name == Ssh).Runlevel);
        return Services.Where(s => !behind.Contains(s.Name) && BootOrder.Rank(s.Runlevel) <= own);
    }
}
