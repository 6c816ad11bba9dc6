using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;

namespace Bivouac.Rules.Versions;

/// <summary>BIV0201: a version stands in the definition instead of in VERSIONS (contract L9).</summary>
internal sealed class HardcodedVersionRule() : ModelRule(
    "BIV0201",
    "Hardcoded version",
    "the version '{0}' is written into the definition; move it to VERSIONS and refer to it as Versions.KEY",
    VersionsCategory.Name,
    Severity.Warning)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        if (model.Branch is { } branch && Literal(branch) is { } b) yield return At(ElementPath.Branch, b);
        for (var i = 0; i < model.Kernels.Count; i++)
            if (model.Kernels[i].Version is { } version && Literal(version) is { } v) yield return At(ElementPath.Of(ElementPath.Kernels, i, "Version"), v);
        for (var i = 0; i < model.Apks.Count; i++)
            if (model.Apks[i].Constraint is { } constraint && !constraint.Version.IsSymbolic) yield return At(ElementPath.Of(ElementPath.Apks, i, "Constraint"), constraint.Version.ToString());
        for (var i = 0; i < model.Repositories.Count; i++)
            if (Literal(model.Repositories[i].Url) is { } u) yield return At(ElementPath.Of(ElementPath.Repositories, i, "Url"), u);
        for (var i = 0; i < model.Overlay.Count; i++)
            if (model.Overlay[i] is not OverlayTree && VersionNumbers.First(model.Overlay[i].Path) is { } p) yield return At(ElementPath.Of(ElementPath.Overlay, i, "Path"), p);
    }

    private static string? Literal(ShellText text) =>
        text.Parts.Where(p => p.Key is null).Select(p => VersionNumbers.First(p.Value)).FirstOrDefault(v => v is not null);
}
