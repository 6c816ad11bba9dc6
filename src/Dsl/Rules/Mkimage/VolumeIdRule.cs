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
    "the volume id '{0}' would have {1} characters, and an ISO has place for 32: newer scripts of Alpine cut it, older ones fail after all else is built; call .VolumeLabel(\"{2}\") or another one",
    MkimageCategory.Name,
    Severity.Warning)
{
    private const int Limit = 32;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        if (model.VolumeLabel is not null || model.Arches.Count == 0 || !Names.IsProfileName(model.Name) || TableScope.RawShellNames(model, "gen_volid", "profile_abbrev")) yield break;

        // The tag is the branch unless a build is given another; a branch that is not declared has four characters as well.
        var tag = model.Branch?.ToString() ?? "3.xx";
        var id = model.Arches.Select(a => "alpine-" + model.Name + " " + tag + " " + ArchNames.Of(a)).OrderByDescending(n => n.Length).First();
        if (id.Length <= Limit) yield break;
        var label = model.Name.ToUpperInvariant();
        if (label.Length > Limit) label = label.Substring(0, Limit);
        yield return At(ElementPath.Definition, id, id.Length.ToString(CultureInfo.InvariantCulture), label).With(Fix.AddCall(".VolumeLabel(\"" + label + "\")"));
    }
}
