using System.Collections.Generic;
using System.Linq;
using Bivouac.Apk;
using Bivouac.Model;
using Bivouac.Rules.Fixes;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Apks;

/// <summary>BIV0403: a package is declared that no package of the branch is or provides.</summary>
internal sealed class UnknownApkRule() : ModelRule(
    "BIV0403",
    "Package does not exist",
    "the package '{0}' is not in {1}, so mkimage.sh would fail minutes into the build; {2}",
    ApksCategory.Name,
    Severity.Error)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var indexes = BranchPackages.Of(context);
        if (indexes.Count == 0) yield break;
        for (var i = 0; i < context.Model.Apks.Count; i++)
            if (context.Model.Apks[i] is { Repository: null } apk && Find(context, indexes, ElementPath.Of(ElementPath.Apks, i), apk.Name) is { } finding) yield return finding;
        for (var i = 0; i < context.Model.Firmware.Count; i++)
            if (Find(context, indexes, ElementPath.Of(ElementPath.Firmware, i), context.Model.Firmware[i].Name) is { } finding) yield return finding;
    }

    private Finding? Find(RuleContext context, IReadOnlyList<(string Arch, PackageSet Packages)> indexes, string element, string name)
    {
        var without = indexes.Where(x => x.Packages.ProvidersOf(name).Count == 0).ToArray();
        if (without.Length == 0) return null;
        var index = BranchPackages.Name(context, without.Select(x => x.Arch));
        if (without.Length < indexes.Count)
            return At(element, name, index, "there is one for " + string.Join(" and ", indexes.Except(without).Select(x => x.Arch)) + ": declare the architectures as images of their own");
        var nearest = NearestNames.To(name, without[0].Packages.Names);
        return At(element, name, index, "correct the name" + NearestNames.Remark(nearest) + " or declare the repository that has it")
            .With([.. nearest.Select(Fix.ReplaceText)]);
    }
}
