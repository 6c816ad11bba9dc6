using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Bivouac.Model;

namespace Bivouac.Rules.Overlay;

/// <summary>BIV0301: something of the definition lies in /tmp (contract L4).</summary>
internal sealed class TmpPathRule() : ModelRule(
    "BIV0301",
    "Path in /tmp",
    "'{0}' lies in /tmp, which is a small tmpfs on builders and is emptied at boot; use /var/tmp, or a place of its own below /var or /run",
    OverlayCategory.Name,
    Severity.Warning)
{
    private static readonly Regex Tmp = new(@"(?<![A-Za-z0-9_./})~*?-])/tmp(?:/[A-Za-z0-9_.+%@-]+)*(?![A-Za-z0-9_-])", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        for (var i = 0; i < model.Overlay.Count; i++)
        {
            var entry = model.Overlay[i];
            if (entry is not OverlayRemoval && InTmp(entry.Path)) yield return At(ElementPath.Of(ElementPath.Overlay, i, "Path"), entry.Path);
            if (entry is OverlayText text && First(text.Content.ToString()) is { } inText) yield return At(ElementPath.Of(ElementPath.Overlay, i, "Content"), inText);
            if (entry is OverlayLink link && InTmp(link.Target)) yield return At(ElementPath.Of(ElementPath.Overlay, i, "Target"), link.Target);
        }

        for (var i = 0; i < model.ConfD.Count; i++)
            if (First(model.ConfD[i].Value.ToString()) is { } inValue) yield return At(ElementPath.Of(ElementPath.ConfD, i, "Value"), inValue);
        for (var i = 0; i < model.RawShell.Count; i++)
            if (First(model.RawShell[i].Text) is { } inShell) yield return At(ElementPath.Of(ElementPath.RawShell, i, "Text"), inShell);
    }

    private static bool InTmp(string path) => path == "/tmp" || path.StartsWith("/tmp/", System.StringComparison.Ordinal);

    private static string? First(string text) => Tmp.Matches(text).Cast<Match>().Select(m => m.Value).FirstOrDefault();
}
