using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Fixes;

namespace Bivouac.Rules.Mkimage;

/// <summary>BIV0106: the profile has the name of one that its base profile is or calls, so its function calls itself.</summary>
internal sealed class SelfCallRule() : ModelRule(
    "BIV0106",
    "Profile calls itself",
    "the profile '{0}' inherits {1}, and its function takes the place of Alpine's profile_{0}: the shell would call it again and again until it breaks; give it another name with [LiveCd(\"...\")]",
    MkimageCategory.Name,
    Severity.Error)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        if (model.Base?.Name is not { } name || !ProfileTable.Chain(name).Contains(model.Name)) yield break;
        yield return At(ElementPath.Name, model.Name, name == model.Name ? "the profile of that name" : "'" + name + "', which calls profile_" + model.Name)
            .With(Fix.ReplaceText(model.Name + "_live"));
    }
}
