using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Fixes;
using Bivouac.Rules.Inputs;
using Bivouac.Scripts;

namespace Bivouac.Rules.Mkimage;

/// <summary>BIV0110: a kernel that Alpine does not have, or not for a declared architecture.</summary>
internal sealed class KernelFlavorRule() : ModelRule(
    "BIV0110",
    "Kernel flavor that does not exist",
    "there is no package linux-{0} {1}, so mkimage.sh would fail; {2}",
    MkimageCategory.Name,
    Severity.Warning)
{
    private const string OrRepository = " or declare the repository that has it";

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        if (model.HasUntaggedRepository() || TableScope.RawShellNames(model, "kernel_flavors")) yield break;
        var arches = model.Arches.Select(ArchNames.Of).Distinct().ToArray();
        for (var i = 0; i < model.Kernels.Count; i++)
        {
            var flavor = model.Kernels[i].Flavor.Name;
            var without = arches.Where(a => KernelFacts.HasKernel(context, flavor, a) == false).ToArray();
            if (without.Length > 0) yield return Missing(context, ElementPath.Of(ElementPath.Kernels, i), flavor, without, arches);
        }
    }

    private Finding Missing(RuleContext context, string element, string flavor, string[] without, string[] arches)
    {
        var byIndex = without.Any(a => KernelFacts.IsInIndex(context, a, "linux-" + flavor) is not null);
        var where = byIndex || KernelFacts.IsFlavor(flavor) ? "for " + string.Join(", ", without) + " " : "";
        where += byIndex ? "in the package index" : "in Alpine (" + KernelFacts.Branch + ")";
        var declared = context.Model.Kernels.Select(k => k.Flavor.Name).ToArray();
        var there = KernelFacts.Flavors.Where(f => !declared.Contains(f) && arches.All(a => KernelFacts.HasKernel(context, f, a) == true)).OrderBy(f => f == "lts" ? 0 : 1).ToArray();
        var nearest = KernelFacts.IsFlavor(flavor) ? [] : NearestNames.To(flavor, there);
        if (nearest.Count > 0) return At(element, flavor, where, "correct the name" + NearestNames.Remark(nearest) + OrRepository).With([.. nearest.Select(Fix.ReplaceText)]);
        if (declared.Any(f => f != flavor && arches.All(a => KernelFacts.HasKernel(context, f, a) == true))) return At(element, flavor, where, "take it out" + OrRepository).With(Fix.Remove);
        return At(element, flavor, where, "take another kernel" + (there.Length > 0 ? " (" + string.Join(", ", there) + ")" : "") + OrRepository).With([.. there.Take(3).Select(Fix.ReplaceText)]);
    }
}
