using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Fixes;
using Bivouac.Scripts;

namespace Bivouac.Rules.Mkimage;

/// <summary>BIV0104: mkimage's default volume id would be too long for an ISO.</summary>
internal sealed class VolumeIdRule() : ModelRule(
    "BIV0104",
    "Volume id too long",
    "the volume id '{0}' would have {1} characters, and an ISO has place for 32: {2}; {3}",
    MkimageCategory.Name,
    Severity.Warning)
{
    private const int Limit = 32;

    /// <summary>The first branch, as 3.N, whose scripts cut the id and let a profile choose another.</summary>
    private const int FirstThatCuts = 21;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        var cuts = TableScope.IsFrom(model, FirstThatCuts);
        if ((cuts && model.VolumeLabel is not null) || model.Arches.Count == 0 || !Names.IsProfileName(model.Name) || TableScope.RawShellNames(model, "gen_volid", "profile_abbrev")) yield break;

        // The tag is the branch unless a build is given another; a branch that is not declared has four characters as well.
        var tag = model.Branch?.ToString() ?? "3.xx";
        var id = model.Arches.Select(a => "alpine-" + model.Name + " " + tag + " " + ArchNames.Of(a)).OrderByDescending(n => n.Length).First();
        if (id.Length <= Limit) yield break;
        var length = id.Length.ToString(CultureInfo.InvariantCulture);
        var label = model.Name.ToUpperInvariant();
        var call = ".VolumeLabel(\"" + (label.Length > Limit ? label.Substring(0, Limit) : label) + "\")";
        yield return cuts
            ? At(ElementPath.Definition, id, length, "mkimage.sh cuts off what tells the image from others", "call " + call + " or another one").With(Fix.AddCall(call))
            : At(ElementPath.Name, id, length, "the scripts of " + tag + " fail after all else is built, and know no other label", "give the profile a shorter name with [LiveCd(\"...\")]");
    }
}
