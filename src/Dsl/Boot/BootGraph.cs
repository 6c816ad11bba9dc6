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
    private readonly HashSet<string> _toSsh = new(StringComparer.Ordinal);

    private readonly Lazy<EquatableArray<BootEstimate>> _estimates;

    private BootGraph(BootOrder order, RuleContext context)
    {
        Services = new(order.Services);
        Dependencies = new(order.Dependencies);
        Cycles = new(order.Cycles.Select(c => new EquatableArray<string>(c)));
        Ssh = Services.FirstOrDefault(s => s.Name is "sshd" or "dropbear")?.Name;
        var open = new Stack<string>(Ssh is null ? [] : [Ssh]);
        while (open.Count > 0)
        {
            var service = open.Pop();
            foreach (var dependency in Dependencies.Where(d => d.Service == service && _toSsh.Add(d.On))) open.Push(dependency.On);
        }

        _estimates = new(() => Ssh is null ? new([]) : new(BootWaits.Estimates(this, new(new(context, "swclock"), context), context)));
    }

    /// <summary>The services in the order of their start, as OpenRC computes it: a runlevel after the other, by name where nothing else orders them. With the clock, <c>hwclock</c>, that the initramfs enables where it finds one.</summary>
    public EquatableArray<BootService> Services { get; }

    /// <summary>Which one comes after which.</summary>
    public EquatableArray<BootDependency> Dependencies { get; }

    /// <summary>Services that wait for each other in a circle. OpenRC cuts each of them somewhere, without a word.</summary>
    public EquatableArray<EquatableArray<string>> Cycles { get; }

    /// <summary>The SSH server; null when none starts.</summary>
    public string? Ssh { get; }

    /// <summary>How long SSH may be held up, for each scenario; empty without SSH.</summary>
    public EquatableArray<BootEstimate> Estimates => _estimates.Value;

    /// <summary>Computes it.</summary>
    /// <param name="model">The image.</param>
    /// <param name="files">The project's files; default: none of them are known.</param>
    /// <param name="packages">The package indexes; default: there are none.</param>
    public static BootGraph Of(LiveCdModel model, IProjectFiles? files = null, PackageIndexes? packages = null) => new RuleContext(model, files, packages).Boot;

    /// <summary>Whether SSH depends on the service, directly or through others.</summary>
    /// <param name="service">The service.</param>
    public bool IsOnPathToSsh(string service) => service == Ssh || _toSsh.Contains(service);

    /// <summary>Computes it.</summary>
    /// <param name="context">The image and its project.</param>
    internal static BootGraph Of(RuleContext context) => new(new(context, "hwclock"), context);

    /// <summary>The services that start before SSH, in their order, and then SSH: OpenRC starts one after the other, so each of them can hold it up.</summary>
    internal IEnumerable<BootService> ToSsh() => Ssh is null ? [] : Services.TakeWhile(s => s.Name != Ssh).Concat(Services.Where(s => s.Name == Ssh));
}
