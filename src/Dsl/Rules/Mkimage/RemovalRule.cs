using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Fixes;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Mkimage;

/// <summary>BIV0115: something is taken away that is not there, or that comes back by itself.</summary>
internal sealed class RemovalRule() : ModelRule(
    "BIV0115",
    "Removal without effect",
    "taking out the {0} '{1}' has no effect: {2}; {3}",
    MkimageCategory.Name,
    Severity.Warning)
{
    private const string TakeBack = "take this back";

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context) => Features(context.Model).Concat(Packages(context.Model));

    private IEnumerable<Finding> Features(LiveCdModel model)
    {
        if (model.RemovedInitfsFeatures.Count == 0 || InitfsFacts.Inherited(model) is not { } inherited) yield break;
        var there = new HashSet<string>(inherited.Concat(model.InitfsFeatures.Select(f => f.Name)));
        for (var i = 0; i < model.RemovedInitfsFeatures.Count; i++)
        {
            var name = model.RemovedInitfsFeatures[i].Name;
            var element = ElementPath.Of(ElementPath.RemovedInitfsFeatures, i);
            if (InitfsFacts.IsAlways(name)) yield return At(element, "initfs feature", name, "update-kernel adds it to every initramfs", TakeBack).With(Fix.Remove);
            else if (!there.Contains(name)) yield return NotThere(element, "initfs feature", name, model.Base is null ? "it is none of the default ones" : Lacks(model.Base), there.Where(f => !InitfsFacts.IsAlways(f)));
        }
    }

    private IEnumerable<Finding> Packages(LiveCdModel model)
    {
        if (model.RemovedApks.Count == 0) yield break;
        var there = model.Base is null ? new HashSet<string>() : TableScope.Covers(model) ? ProfileTable.WordsOf(model.Base.Name, "apks") : null;
        if (there is null) yield break;
        for (var i = 0; i < model.RemovedApks.Count; i++)
        {
            var name = model.RemovedApks[i];
            if (!there.Contains(name)) yield return NotThere(ElementPath.Of(ElementPath.RemovedApks, i), "package", name, model.Base is null ? "there is no base profile that could have it" : Lacks(model.Base), there);
        }
    }

    private Finding NotThere(string element, string kind, string name, string fact, IEnumerable<string> there)
    {
        var nearest = NearestNames.To(name, there);
        return At(element, kind, name, fact, nearest.Count > 0 ? "correct the name" + NearestNames.Remark(nearest) + " or " + TakeBack : TakeBack)
            .With(nearest.Count > 0 ? [.. nearest.Select(Fix.ReplaceText)] : [Fix.Remove]);
    }

    private static string Lacks(BaseProfile profile) => "the base profile '" + profile.Name + "' (" + ProfileTable.Branch + ") does not have it";
}
