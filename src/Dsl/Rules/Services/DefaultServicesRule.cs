using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Fixes;

namespace Bivouac.Rules.Services;

/// <summary>BIV0505: Alpine's default boot services are taken away, and what a live system cannot do without is not enabled again.</summary>
internal sealed class DefaultServicesRule() : ModelRule(
    "BIV0505",
    "Default services without replacement",
    "the default boot services are taken away and nothing takes the place of {0}; enable it, or keep the default services and take single ones away with .Disable(\"...\")",
    ServicesCategory.Name,
    Severity.Warning)
{
    /// <summary>An overlay with this file gets the default services from the initramfs.</summary>
    private const string Marker = "/etc/.default_boot_services";

    private static readonly string[][] Essential = [["devfs"], ["mdev", "mdevd", "udev"], ["modloop"]];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        if (!context.Model.WithoutDefaultServices || context.Overlay[Marker] is not null || !context.Overlay.IsComplete) yield break;
        var enabled = new HashSet<string>(context.Model.EnabledServices().Select(s => s.Service).Concat(Linked(context)), StringComparer.Ordinal);
        var missing = Essential.Where(e => !e.Any(enabled.Contains)).ToArray();
        if (missing.Length == 0) yield break;
        yield return At(ElementPath.DefaultServices, string.Join(" and ", missing.Select(m => string.Join(" or ", m))))
            .With(Fix.AddCall(string.Concat(missing.Select(m => ".Enable(\"" + m[0] + "\", Runlevel.Sysinit)"))));
    }

    /// <summary>Links in runlevels that the overlay brings itself.</summary>
    private static IEnumerable<string> Linked(RuleContext context) =>
        context.Overlay.Final.Where(i => i.Path.StartsWith("/etc/runlevels/", StringComparison.Ordinal)).Select(i => i.Path.Substring(i.Path.LastIndexOf('/') + 1));
}
