using System.Collections.Generic;
using System.Linq;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Mkimage;

/// <summary>BIV0114: packages that are always of one version are asked for in two.</summary>
internal sealed class KernelPinsRule() : ModelRule(
    "BIV0114",
    "Kernel packages of different versions",
    "a repository has the kernel {0}, its headers and its addons in one version only, and none meets both '{1}' and '{2}'; ask for the same version, best by one key of VERSIONS",
    MkimageCategory.Name,
    Severity.Error)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        if (model.HasUntaggedRepository() || !model.Apks.Any(a => a.Constraint is not null)) yield break;
        foreach (var flavor in KernelFacts.Flavors.Union(model.Kernels.Select(k => k.Flavor.Name)))
        {
            var pins = KernelPin.Of(model, flavor).ToArray();
            for (var i = 1; i < pins.Length; i++)
                if (pins.Take(i).FirstOrDefault(pins[i].Excludes) is { } other) yield return At(pins[i].Element, flavor, other.ToString(), pins[i].ToString());
        }
    }
}
