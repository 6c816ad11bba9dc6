using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Data;
using Bivouac.Rules.Fixes;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Services;

/// <summary>BIV0501: a service is enabled whose init script nothing brings. OpenRC says nothing about it at boot.</summary>
internal sealed class MissingServiceRule() : ModelRule(
    "BIV0501",
    "Service without an init script",
    "the service '{0}' is enabled, but {1}, so it would be left out at boot without a word; {2}",
    ServicesCategory.Name,
    Severity.Warning)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        if (!context.Services.IsComplete) yield break;
        for (var i = 0; i < context.Model.Services.Count; i++)
        {
            var service = context.Model.Services[i].Service;
            if (context.Model.DisabledServices.Contains(service) || context.Services.IsProvided(service)) continue;
            var element = ElementPath.Of(ElementPath.Services, i);
            var packages = ServiceTable.Current.PackagesToDeclare(service);
            yield return packages.Count == 0 ? Unknown(element, service) : Known(context, element, service, packages);
        }
    }

    private Finding Known(RuleContext context, string element, string service, IReadOnlyList<string> packages)
    {
        if (context.Model.Apks.FirstOrDefault(a => a.OnMediumOnly && packages.Contains(a.Name)) is { } apk)
            return At(element, service, "its package '" + apk.Name + "' is on the medium only and not installed at boot", "declare it with .Apks(\"" + apk.Name + "\")");
        return At(element, service, "no declared package and no overlay file has its init script", "add .Apks(\"" + packages[0] + "\")" + (packages.Count == 1 ? "" : " (also in: " + string.Join(", ", packages.Skip(1).Take(3)) + ")"))
            .With([.. packages.Take(3).Select(p => Fix.AddCall(".Apks(\"" + p + "\")"))]);
    }

    private Finding Unknown(string element, string service)
    {
        var nearest = NearestNames.To(service, ServiceTable.Current.Names);
        return At(
            element,
            service,
            "neither a package of Alpine (" + ServiceTable.Current.Branch + ") nor an overlay file has its init script",
            nearest.Count == 0 ? "put the script into the overlay as /etc/init.d/" + service : "correct the name" + NearestNames.Remark(nearest) + " or put the script into the overlay as /etc/init.d/" + service)
            .With([.. nearest.Select(Fix.ReplaceText)]);
    }
}
