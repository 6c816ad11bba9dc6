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

    /// <summary>X has its sockets and locks there; no program finds them elsewhere.</summary>
    private static readonly Regex OfX = new(@"\A/tmp/\.(?:(?:X11|ICE|XIM|font|Test)-unix(?:/|\z)|X[0-9]+-lock\z)", RegexOptions.CultureInvariant);

    /// <summary>What is read by people, and may well speak of /tmp.</summary>
    private static readonly Regex ForPeople = new(@"\A/etc/(?:motd|issue(?:\.net)?)\z|\A/usr/(?:local/)?share/(?:doc|man|info)/|\.md\z", RegexOptions.CultureInvariant);

    /// <summary>Commands that mount, make, look at or clean /tmp as such, which is no use of it.</summary>
    private static readonly HashSet<string> Care = new(["mount", "umount", "mountpoint", "checkpath", "mkdir", "install", "chmod", "chown", "chgrp", "find", "rm", "df", "du", "ls", "stat", "[", "test"], StringComparer.Ordinal);

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

        for (var i = 0; i < model.Sysctl.Count; i++)
            if (Find(model.Sysctl[i].Value) is { } setting) yield return At(ElementPath.Of(ElementPath.Sysctl, i, "Value"), setting.Path, "");
        foreach (var text in context.Texts().Where(t => t.Item is null))
            if (text.Text.Remember(InShell, t => text.Element.StartsWith(ElementPath.ConfD, StringComparison.Ordinal) || !ShellCode.Is(text) ? Find(t) : InCode(ShellCode.Of(text.Text))) is { } found)
                yield return At(text.Element, found.Path, "");
    }

    private static bool IsTmp(string path) => OverlayItems.IsIn(path, "/tmp");

    private static Occurrence? First(FileText text, OverlayItem item)
    {
        if (ForPeople.IsMatch(item.Path)) return null;
        if (ShellCode.Is(item)) return text.Remember(InShell, _ => InCode(ShellCode.Of(text)));

        // The mount point of a table of mounts is no file in /tmp.
        return item.Path == "/etc/fstab"
            ? text.Remember(InTable, t => Find(WithoutComments(t), isTable: true))
            : text.Remember(InText, t => Find(WithoutComments(t)));
    }

    private static string WithoutComments(string text) => Comment.Replace(text, m => new string(' ', m.Length));

    private static Occurrence? InCode(ShellCode code)
    {
        var care = code.Commands.Where(c => Care.Contains(c.Name)).SelectMany(c => c.Arguments).Where(a => a.Text is "/tmp" or "/tmp/" or "/tmp/*").Select(a => a.Index).ToArray();
        return All(code.WithoutComments).FirstOrDefault(o => !care.Any(c => o.Index == c || o.Index == c + 1));
    }

    private static Occurrence? Find(string text, bool isTable = false) => All(text).FirstOrDefault(o => !isTable || o.Path != "/tmp");

    private static IEnumerable<Occurrence> All(string text) => Tmp.Matches(text).Cast<Match>().Where(m => !OfX.IsMatch(m.Value)).Select(m => new Occurrence(m.Index, m.Value));

    private sealed record Occurrence(int Index, string Path);
}
