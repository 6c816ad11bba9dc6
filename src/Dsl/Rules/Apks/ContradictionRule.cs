using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Apks;

/// <summary>BIV0402: what is declared about a package cannot all be true: versions, repositories, or another package that it cannot be installed with.</summary>
internal sealed class ContradictionRule() : ModelRule(
    "BIV0402",
    "Contradictory packages",
    "the package '{0}' {1}; keep one of them",
    ApksCategory.Name,
    Severity.Error)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        var before = new Dictionary<string, List<ApkDeclaration>>(StringComparer.Ordinal);
        var conflicts = ApkConflicts.Of(context);
        for (var i = 0; i < model.Apks.Count; i++)
        {
            var apk = model.Apks[i];
            if (!before.TryGetValue(apk.Name, out var others)) before[apk.Name] = others = [];
            if (!apk.OnMediumOnly)
            {
                if (apk.Constraint is { } constraint)
                {
                    var wishes = others.Where(a => !a.OnMediumOnly && a.Constraint is not null).Select(a => a.Constraint!);
                    if (wishes.FirstOrDefault(w => VersionConflict.Between(w, constraint)) is { } other)
                        yield return At(ElementPath.Of(ElementPath.Apks, i, "Constraint"), apk.Name, "must be of the versions " + other + " and " + constraint + ", which none is, so it would not be installed at boot");
                }

                foreach (var enemy in conflicts[i].Take(1))
                    yield return At(ElementPath.Of(ElementPath.Apks, i), apk.Name, "and the package '" + enemy + "' cannot be installed together, so that the boot would leave packages out");
            }

            if (apk.Repository is { } tag && others.FirstOrDefault(a => a.Repository is not null && a.Repository != tag) is { } elsewhere)
                yield return At(ElementPath.Of(ElementPath.Apks, i, "Repository"), apk.Name, "is taken from the repositories '" + elsewhere.Repository + "' and '" + tag + "', so that the newer of both would be installed at boot");
            others.Add(apk);
        }
    }
}
