using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Fixes;

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
        if (!Names.IsProfileName(model.Name)) yield return Suggested(model.Name) is { } name ? At(ElementPath.Name, model.Name).With(Fix.ReplaceText(name)) : At(ElementPath.Name, model.Name);
    }

    /// <summary>The name with underscores where it has other characters; null when nothing would be left.</summary>
    private static string? Suggested(string name)
    {
        var clean = new string(name.Select(c => Names.IsProfileName(c.ToString()) ? c : '_').ToArray()).Trim('_');
        return clean.Length == 0 ? null : clean;
    }
}
