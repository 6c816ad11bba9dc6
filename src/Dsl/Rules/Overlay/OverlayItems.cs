using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Overlay;

/// <summary>Ways to go through the overlay that rules share.</summary>
internal static class OverlayItems
{
    /// <summary>What is there in the end, in the order of the declarations.</summary>
    public static IEnumerable<OverlayItem> InTheEnd(this RuleContext context) =>
        context.Overlay.Items.Where(i => ReferenceEquals(context.Overlay[i.Path], i));

    /// <summary>Whether the text goes into the image: no later declaration takes its place.</summary>
    public static bool IsInTheEnd(this RuleContext context, DeclaredText text) =>
        text.Item is null || ReferenceEquals(context.Overlay[text.Item.Path], text.Item);

    /// <summary>For each declaration the first of its files that are wrong, and a remark about the others: a tree may have thousands.</summary>
    public static IEnumerable<(OverlayItem First, string Others)> PerDeclaration(this RuleContext context, Func<OverlayItem, bool> isWrong) =>
        context.InTheEnd().Where(isWrong).GroupBy(i => i.Index).Select(g => (g.First(), g.Count() switch
        {
            1 => "",
            2 => " (and one more file)",
            var n => string.Format(CultureInfo.InvariantCulture, " (and {0} more files)", n - 1),
        }));

    /// <summary>Whether raw shell of the overlay may set modes, so that those of the declarations are not the last word.</summary>
    public static bool ModesMayChange(this RuleContext context) =>
        context.Model.RawShell.Any(r => r.Script == RawShellTarget.Overlay && (r.Text.Contains("chmod") || r.Text.Contains("install ")));

    /// <summary>The path, and the project's file when it comes from one.</summary>
    public static string Called(this OverlayItem item) => item.Source is null ? "'" + item.Path + "'" : "'" + item.Path + "' (" + item.Source + ")";

    /// <summary>What to call the place of a character in a message.</summary>
    public static string Where(this DeclaredText text, int index) =>
        text.Item is not null ? "'" + text.Place(index) + "'" : text.Name;

    /// <summary>Whether a path is a folder or lies in it.</summary>
    public static bool IsIn(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || path[folder.Length] == '/');

    /// <summary>The bits of a mode that all users have, as far as they are certain: whoever does not say a mode gets 0644 or 0755.</summary>
    public static int? CertainBits(this OverlayItem item) =>
        item.Mode?.Bits ?? (item.Entry is OverlayTree or OverlayFile { Mode: null } ? Mode.ReadableByAll.Bits : null);
}
