using System.Collections.Generic;
using Bivouac.Model;
using Bivouac.Rules.Fixes;

namespace Bivouac.Rules.Mkimage;

/// <summary>BIV0102: no architecture is declared (contract L2).</summary>
internal sealed class MissingArchRule() : ModelRule(
    "BIV0102",
    "No architecture",
    "profile '{0}' declares no arch, so mkimage.sh would skip it and exit 0 without an image; call .Arch(Arch.X86_64)",
    MkimageCategory.Name,
    Severity.Error)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        if (model.Arches.Count == 0) yield return At(ElementPath.Definition, model.Name).With(Fix.AddCall(".Arch(Arch.X86_64)"), Fix.AddCall(".Arch(Arch.Aarch64)"));
    }
}
