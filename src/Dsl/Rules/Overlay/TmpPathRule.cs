using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Bivouac.Model;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Overlay;

/// <summary>BIV0301: something of the definition or of the project's files lies in /tmp (contract L4).</summary>
internal sealed class TmpPathRule() : ModelRule(
    "BIV0301",
    "Path in /tmp",
    "'{0}'{1} lies in /tmp, which is a small tmpfs on builders and is emptied at boot; use /var/tmp, or a place of its own below /var or /run",
    OverlayCategory.Name,
    Severity.Warning)
{
    private static readonly Regex Tmp = new(@"(?<![A-Za-z0-9_./})~*?-])/tmp(?:/[A-Za-z0-9_.+%@-]+)*(?![A-Za-z0-9_-])", RegexOptions.CultureInvariant);
    private static readonly Regex Comment = new(@"^[ \t]*#[^\n]*", RegexOptions.CultureInvariant | RegexOptions.Multiline);
    private static readonly object InText = new();
    private static readonly object InShell = new();
    private static readonly object InTable = new();

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        var items = context.InTheEnd().ToLookup(i => i.Index);
        for (var i = 0; i < model.Overlay.Count; i++)
        {
            var entry = model.Overlay[i];
            if (entry is not OverlayRemoval && IsTmp(entry.Path)) yield return At(ElementPath.Of(ElementPath.Overlay, i, "Path"), entry.Path, "");
            else if (entry is OverlayTree && items[i].FirstOrDefault(f => IsTmp(f.Path)) is { } inTree) yield return At(inTree.NameElement, inTree.Path, " (" + inTree.Source + ")");
            foreach (var item in items[i])
                if (item.Text is { } text && First(text, item) is { } found) yield return At(item.ContentElement, found.Path, item.Source is null ? "" : " in " + item.Place(found.Index));
            if (entry is OverlayLink link && IsTmp(link.Target)) yield return At(ElementPath.Of(ElementPath.Overlay, i, "Target"), link.Target, "");
        }

        foreach (var text in context.Texts().Where(t => t.Item is null))
            if (text.Text.Remember(InShell, t => Find(text.Element.StartsWith(ElementPath.RawShell, StringComparison.Ordinal) ? ShellCode.Of(text.Text).WithoutComments : t)) is { } found)
                yield return At(text.Element, found.Path, "");
    }

    private static bool IsTmp(string path) => OverlayItems.IsIn(path, "/tmp");

    private static Occurrence? First(FileText text, OverlayItem item)
    {
        if (ShellCode.Is(item)) return text.Remember(InShell, _ => Find(ShellCode.Of(text).WithoutComments));

        // The mount point of a table of mounts is no file in /tmp.
        return item.Path == "/etc/fstab"
            ? text.Remember(InTable, t => Find(WithoutComments(t), isTable: true))
            : text.Remember(InText, t => Find(WithoutComments(t)));
    }

    private static string WithoutComments(string text) => Comment.Replace(text, m => new string(' ', m.Length));

    private static Occurrence? Find(string text, bool isTable = false) =>
        Tmp.Matches(text).Cast<Match>().Where(m => !isTable || m.Value != "/tmp").Select(m => new Occurrence(m.Index, m.Value)).FirstOrDefault();

    private sealed record Occurrence(int Index, string Path);
}
