using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Fixes;

namespace Bivouac.Rules.Apks;

/// <summary>BIV0401: a package is declared again with the same words, or is in every image anyway.</summary>
internal sealed class RepeatedApkRule() : ModelRule(
    "BIV0401",
    "Package declared twice",
    "the package '{0}' {1}; take it out here",
    ApksCategory.Name,
    Severity.Info)
{
    private const string Always = "alpine-base";

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        return [
            .. Repeated(ElementPath.Apks, model.Apks.Select(a => (a.Name, Words: a.Name + " " + a.Constraint + " " + a.Repository + " " + a.OnMediumOnly)), Always + "   False"),
            .. Repeated(ElementPath.RemovedApks, model.RemovedApks.Select(n => (n, n))),
            .. Repeated(ElementPath.Firmware, model.Firmware.Select(f => (f.Name, f.Name))),
        ];
    }

    private IEnumerable<Finding> Repeated(string list, IEnumerable<(string Name, string Words)> items, string? always = null)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var i = 0;
        foreach (var (name, words) in items)
        {
            var element = ElementPath.Of(list, i++);
            if (!seen.Add(words)) yield return At(element, name, "is declared before with the same words").With(Fix.Remove);
            else if (words == always) yield return At(element, name, "is in every image, declared or not").With(Fix.Remove);
        }
    }
}
