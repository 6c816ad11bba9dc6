using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;

namespace Bivouac.Rules.Apks;

/// <summary>BIV0409: two words about a package of which one undoes the other.</summary>
internal sealed class OpposedApkRule() : ModelRule(
    "BIV0409",
    "Words about a package that undo each other",
    "the package '{0}' is {1}, so {2}; {3}",
    ApksCategory.Name,
    Severity.Warning)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        var installed = new HashSet<string>(model.Apks.Where(a => !a.OnMediumOnly).Select(a => a.Name), StringComparer.Ordinal);
        var untagged = new HashSet<string>(model.Apks.Where(a => a.Repository is null).Select(a => a.Name).Concat(model.Firmware.Select(f => f.Name)), StringComparer.Ordinal);
        for (var i = 0; i < model.Apks.Count; i++)
        {
            var apk = model.Apks[i];
            var element = ElementPath.Of(ElementPath.Apks, i);
            if (apk.OnMediumOnly && installed.Contains(apk.Name))
                yield return At(element, apk.Name, "declared for the medium only and to be installed as well", "it is installed at boot", "keep one of both");
            else if (apk.OnMediumOnly && apk.Constraint is { } constraint)
                yield return At(element + ".Constraint", apk.Name, "for the medium only", "nothing looks at the constraint " + constraint + ", which is a line of /etc/apk/world", "take the constraint out, or let the package be installed");
            if (apk.Repository is { } tag && untagged.Contains(apk.Name))
                yield return At(element + ".Repository", apk.Name, "declared from the repository '" + tag + "' and without one", "both are fetched and the newer is installed at boot", "keep one of both");
        }

        for (var i = 0; i < model.RemovedApks.Count; i++)
        {
            var name = model.RemovedApks[i];
            if (untagged.Contains(name))
                yield return At(ElementPath.Of(ElementPath.RemovedApks, i), name, "taken from the base profile's and declared", "it is there", "keep one of both");
        }
    }
}
