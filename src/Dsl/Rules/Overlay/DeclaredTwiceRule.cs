using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Overlay;

/// <summary>BIV0306: a declaration takes the place of another one, and nothing says that this is meant.</summary>
internal sealed class DeclaredTwiceRule() : ModelRule(
    "BIV0306",
    "Path declared twice",
    "{0}{1} takes the place of what is declared for that path before; {2}",
    OverlayCategory.Name,
    Severity.Warning)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var last = new Dictionary<string, OverlayItem>(StringComparer.Ordinal);
        foreach (var declaration in context.Overlay.Items.GroupBy(i => i.Index))
        {
            var replaced = new List<OverlayItem>();
            foreach (var item in declaration)
            {
                if (item.Entry is OverlayRemoval) Forget(last, item.Path);
                else if (item.IsBroughtFolder) continue;
                else
                {
                    if (last.TryGetValue(item.Path, out var before) && before.Entry is not OverlayTree && IsReplacement(before, item)) replaced.Add(item);
                    last[item.Path] = item;
                }
            }

            if (replaced.Count == 0) continue;
            var first = replaced[0];
            yield return At(first.NameElement, first.Called(), replaced.Count == 1 ? "" : FormattableString.Invariant($" (and {replaced.Count - 1} more)"), first.Entry is OverlayTree
                ? "call .Tree(...) first, so that single declarations take the place of its files"
                : "keep one of them, or call .Remove(\"" + first.Path + "\") before this one");
        }
    }

    /// <summary>A folder and something else at one path fail the build: that is BIV0307.</summary>
    private static bool IsReplacement(OverlayItem before, OverlayItem now) =>
        (before.Entry is OverlayDirectory) == (now.Entry is OverlayDirectory) && before.Entry != now.Entry && !HasSameContent(before, now);

    /// <summary>Whether both are files whose texts, modes and owners are equal, or may be as far as is known.</summary>
    private static bool HasSameContent(OverlayItem before, OverlayItem now)
    {
        if (!before.IsFile || !now.IsFile || OwnerOf(before) != OwnerOf(now)) return false;
        if (before.Entry is OverlayDownload || now.Entry is OverlayDownload)
            return (before.Entry as OverlayDownload)?.Download == (now.Entry as OverlayDownload)?.Download && before.Mode == now.Mode;
        if (before.Mode is { } a && now.Mode is { } b && a != b) return false;
        if (before.Source is not null && before.Source == now.Source) return true;
        return before.Text is not { } old || now.Text is not { } text || old.Text == text.Text;
    }

    private static Owner? OwnerOf(OverlayItem item) => item.Entry switch
    {
        OverlayText text => text.Owner,
        OverlayFile file => file.Owner,
        OverlayTree tree => tree.Owner,
        OverlayDownload download => download.Owner,
        _ => null,
    };

    private static void Forget(Dictionary<string, OverlayItem> last, string path)
    {
        foreach (var gone in last.Keys.Where(k => OverlayItems.IsIn(k, path)).ToArray()) last.Remove(gone);
    }
}
