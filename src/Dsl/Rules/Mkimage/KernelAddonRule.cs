using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Fixes;
using Bivouac.Rules.Inputs;
using Bivouac.Scripts;

namespace Bivouac.Rules.Mkimage;

/// <summary>BIV0111: a package with kernel modules that there is not, or not for a kernel of the image.</summary>
internal sealed class KernelAddonRule() : ModelRule(
    "BIV0111",
    "Kernel addon that does not exist",
    "there is no package {0} {1}, so mkimage.sh would fail; {2}",
    MkimageCategory.Name,
    Severity.Warning)
{
    private const string OrRepository = " or declare the repository that has it";

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        if (model.KernelAddons.Count == 0 || TableScope.HasOwnRepositories(model) || TableScope.RawShellNames(model, "kernel_flavors", "kernel_addons")) yield break;
        var arches = model.Arches.Select(ArchNames.Of).Distinct().ToArray();

        // A kernel that is missing itself is another rule's finding.
        var flavors = KernelFacts.FlavorsOf(model).Where(f => arches.All(a => KernelFacts.HasKernel(context, f, a) != false)).ToArray();
        for (var i = 0; i < model.KernelAddons.Count; i++)
        {
            var addon = model.KernelAddons[i];
            var element = ElementPath.Of(ElementPath.KernelAddons, i);
            var missing = flavors.Where(f => arches.Any(a => KernelFacts.HasAddon(context, addon, f, a) == false)).ToArray();
            if (missing.Length > 0) yield return Missing(context, element, addon, missing, arches);
        }
    }

    private Finding Missing(RuleContext context, string element, string addon, string[] flavors, string[] arches)
    {
        var packages = string.Join(", ", flavors.Select(f => addon + "-" + f));
        var byIndex = arches.Where(a => flavors.Any(f => KernelFacts.IsInIndex(context, a, addon + "-" + f) == false)).ToArray();
        var where = byIndex.Length > 0 ? "for " + string.Join(", ", byIndex) + " in the package index" : "in Alpine (" + KernelFacts.Branch + ")";
        var named = flavors.Where(f => addon.EndsWith("-" + f, StringComparison.Ordinal)).Select(f => addon.Substring(0, addon.Length - f.Length - 1)).FirstOrDefault();
        if (named is not null) return At(element, packages, where, "write '" + named + "': the flavor is added to it").With(Fix.ReplaceText(named));
        var made = KernelFacts.FlavorsOf(addon);
        if (made.Count > 0 && !flavors.All(made.Contains)) return At(element, packages, where, "take it out, take a kernel that it is made for (" + string.Join(", ", made) + ")," + OrRepository).With(Fix.Remove);
        var nearest = NearestNames.To(addon, KernelFacts.Addons.Where(n => n != addon));
        return nearest.Count > 0
            ? At(element, packages, where, "correct the name" + NearestNames.Remark(nearest) + OrRepository).With([.. nearest.Select(Fix.ReplaceText)])
            : At(element, packages, where, "take it out" + OrRepository).With(Fix.Remove);
    }
}
