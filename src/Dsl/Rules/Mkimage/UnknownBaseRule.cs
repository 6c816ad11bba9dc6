using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Fixes;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Mkimage;

/// <summary>BIV0107: a base profile that Alpine's scripts do not have.</summary>
internal sealed class UnknownBaseRule() : ModelRule(
    "BIV0107",
    "Unknown base profile",
    "Alpine's scripts ({0}) have no profile '{1}', so mkimage.sh would say 'profile_{1}: not found' and go on without anything of it; {2}",
    MkimageCategory.Name,
    Severity.Warning)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        if (model.Base?.Name is not { } name || name == model.Name || ProfileTable.Has(name) || !TableScope.Covers(model)) yield break;
        var nearest = NearestNames.To(name, ProfileTable.Names);
        yield return At(ElementPath.Base, ProfileTable.Branch, name, nearest.Count > 0 ? "correct the name" + NearestNames.Remark(nearest) : "inherit one that there is, for example BaseProfile.Standard, or none")
            .With([.. nearest.Select(Fix.ReplaceText)]);
    }
}
