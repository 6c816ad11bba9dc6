using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Bivouac.Model;
using Bivouac.Rules.Fixes;

namespace Bivouac.Rules.Unattended;

/// <summary>BIV0813: two services keep the network.</summary>
internal sealed class TwoNetworksRule() : ModelRule(
    "BIV0813",
    "Two managers of the network",
    "'{0}' keeps the network, and so does what .Network(...) declares, so two clients fight over an interface; keep one of them",
    UnattendedCategory.Name,
    Severity.Warning)
{
    private static readonly HashSet<string> Managers = new(["networking", "dhcpcd", "networkmanager", "connman", "connmand", "dhclient", "systemd-networkd"], StringComparer.Ordinal);

    private static readonly Regex Interface = new(@"^[ \t]*iface[ \t]+(?!lo\b)\S", RegexOptions.CultureInvariant | RegexOptions.Multiline);

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        if (model.Network is null) yield break;
        for (var i = 0; i < model.Services.Count; i++)
        {
            var service = model.Services[i].Service;
            if (!Managers.Contains(service) || model.DisabledServices.Contains(service) || !context.Services.IsProvided(service) || context.Services.ScriptOf(service) is not null) continue;
            if (service == "networking" && !HasInterfaces(context)) continue;
            yield return At(ElementPath.Of(ElementPath.Services, i), service).With(Fix.Remove);
        }
    }

    /// <summary>Whether networking is known to have an interface besides lo.</summary>
    private static bool HasInterfaces(RuleContext context) => context.Overlay["/etc/network/interfaces"]?.Text is { } text && Interface.IsMatch(text.Text);
}
