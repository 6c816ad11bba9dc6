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
        if (model.HasUntaggedRepository() || TableScope.RawShellNames(model, "kernel_flavors", "kernel_addons")) yield break;
        var arches = model.Arches.Select(ArchNames.Of).Distinct().ToArray();

        // A kernel that is missing itself is another rule's finding.
        var flavors = KernelFacts.FlavorsOf(model).Where(f => arches.All(a => KernelFacts.HasKernel(context, f, a) != false)).ToArray();
        for (var i = 0; i < model.KernelAddons.Count; i++)
        {
            var missing = Missing(context, model.KernelAddons[i], flavors, arches);
            if (missing.Count > 0) yield return Declared(context, ElementPath.Of(ElementPath.KernelAddons, i), model.KernelAddons[i], missing);
        }

        if (model.Base is null || model.Kernels.Count == 0 || !TableScope.Covers(model)) yield break;
        foreach (var addon in (ProfileTable.WordsOf(model.Base.Name, "kernel_addons") ?? new HashSet<string>()).Except(model.KernelAddons))
        {
            var missing = Missing(context, addon, flavors, arches);
            if (missing.Count > 0) yield return Inherited(context, model.Base.Name, addon, missing);
        }
    }

    private Finding Declared(RuleContext context, string element, string addon, IReadOnlyList<(string Flavor, string Arch)> missing)
    {
        var (packages, where) = Describe(context, addon, missing);
        var named = missing.Where(m => addon.EndsWith("-" + m.Flavor, StringComparison.Ordinal)).Select(m => addon.Substring(0, addon.Length - m.Flavor.Length - 1)).FirstOrDefault();
        if (named is not null) return At(element, packages, where, "write '" + named + "': the flavor is added to it").With(Fix.ReplaceText(named));
        var made = KernelFacts.FlavorsOf(addon);
        if (missing.Any(m => !made.Contains(m.Flavor)) && made.Count > 0) return At(element, packages, where, "take it out, take a kernel that it is made for (" + string.Join(", ", made) + ")," + OrRepository).With(Fix.Remove);
        var nearest = made.Count > 0 ? [] : NearestNames.To(addon, KernelFacts.Addons);
        return nearest.Count > 0
            ? At(element, packages, where, "correct the name" + NearestNames.Remark(nearest) + OrRepository).With([.. nearest.Select(Fix.ReplaceText)])
            : At(element, packages, where, "take it out" + OrRepository).With(Fix.Remove);
    }

    /// <summary>The kernels of the definition take the place of the profile's, its addons stay.</summary>
    private Finding Inherited(RuleContext context, string profile, string addon, IReadOnlyList<(string Flavor, string Arch)> missing)
    {
        var (packages, where) = Describe(context, addon, missing);
        var index = context.Model.Kernels.Select(k => k.Flavor.Name).ToList().IndexOf(missing[0].Flavor);
        return At(ElementPath.Of(ElementPath.Kernels, index), packages, where, "the base profile '" + profile + "' declares the addon '" + addon + "' for every kernel: inherit 'base', or take the kernel that it is made for");
    }

    private static IReadOnlyList<(string Flavor, string Arch)> Missing(RuleContext context, string addon, string[] flavors, string[] arches) =>
        flavors.SelectMany(f => arches.Where(a => KernelFacts.HasAddon(context, addon, f, a) == false).Select(a => (f, a))).ToArray();

    private static (string Packages, string Where) Describe(RuleContext context, string addon, IReadOnlyList<(string Flavor, string Arch)> missing)
    {
        var packages = string.Join(", ", missing.Select(m => addon + "-" + m.Flavor).Distinct());
        var byIndex = missing.Any(m => KernelFacts.IsInIndex(context, m.Arch, addon + "-" + m.Flavor) is not null);
        var arches = byIndex || missing.All(m => KernelFacts.FlavorsOf(addon).Contains(m.Flavor)) ? "for " + string.Join(", ", missing.Select(m => m.Arch).Distinct()) + " " : "";
        return (packages, arches + (byIndex ? "in the package index" : "in Alpine (" + KernelFacts.Branch + ")"));
    }
}
