using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Fixes;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Mkimage;

/// <summary>BIV0108: a feature that mkinitfs does not have. It takes no notice of it.</summary>
internal sealed class InitfsFeatureRule() : ModelRule(
    "BIV0108",
    "Unknown initfs feature",
    "mkinitfs ({0}) has no feature '{1}' and would leave it out without a word; {2}",
    MkimageCategory.Name,
    Severity.Warning)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        if (!TableScope.Covers(model) || TableScope.RawShellNames(model, "initfs_features", "features.d", "mkinitfs")) yield break;
        for (var i = 0; i < model.InitfsFeatures.Count; i++)
        {
            var name = model.InitfsFeatures[i].Name;
            if (!InitfsFacts.IsFeature(name)) yield return Unknown(ElementPath.Of(ElementPath.InitfsFeatures, i), name);
        }
    }

    /// <summary>The name of a module is a frequent mistake, and then its feature is known.</summary>
    private Finding Unknown(string element, string name)
    {
        var features = InitfsFacts.FeaturesWith(name);
        var nearest = features.Count > 0 ? features : NearestNames.To(name, InitfsFacts.Features);
        var advice = features.Count > 0 ? "the kernel module of that name comes with the feature " + features[0]
            : nearest.Count > 0 ? "correct the name" + NearestNames.Remark(nearest)
            : "take it out";
        return At(element, InitfsFacts.Branch, name, advice).With(nearest.Count > 0 ? [.. nearest.Select(Fix.ReplaceText)] : [Fix.Remove]);
    }
}
