using System.Collections.Generic;
using Bivouac.Model;

namespace Bivouac.Rules.Mkimage;

/// <summary>BIV0101: the profile's name cannot stand in the name of a shell function.</summary>
internal sealed class ProfileNameRule() : ModelRule(
    "BIV0101",
    "Profile name is not a shell identifier",
    "the profile name '{0}' cannot be part of the shell function profile_{0}, so mkimage.sh would fail for every profile; give one of letters, digits and underscores with [LiveCd(\"...\")]",
    MkimageCategory.Name,
    Severity.Error)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        if (!Names.IsProfileName(model.Name)) yield return At(ElementPath.Name, model.Name);
    }
}
