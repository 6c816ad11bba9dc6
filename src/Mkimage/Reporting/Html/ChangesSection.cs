using System;
using System.Globalization;
using System.Linq;
using Bivouac.Mkimage.Image.Artifacts;
using Bivouac.Mkimage.Reporting.Records;

namespace Bivouac.Mkimage.Reporting.Html;

/// <summary>What changed since the last build of the same name.</summary>
internal static class ChangesSection
{
    /// <summary>The section; it says so when there is nothing to compare with.</summary>
    /// <param name="outcome">The build.</param>
    public static Markup Of(BuildOutcome outcome)
    {
        if (outcome.Record.Changes is not { } changes)
            return HtmlReport.Section("changes", "Changes", "", Markup.Of($"<p>There is no earlier image of this name to compare with.</p>"));
        var note = changes.FormerCreatedAt is { } at ? "since " + at.UtcDateTime.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture) + " UTC" : "since the last build";
        return HtmlReport.Section("changes", "Changes", note, changes.IsSame
            ? Markup.Of($"<p>None: the image is the same as the last one, byte for byte.</p>")
            : Markup.Of($"""
                <dl class="facts">
                {Fact("Size", Sizes.Change(changes.FormerSize, changes.Size) is { Length: > 0 } size ? size : "the same")}
                {changes.Kernels.Select(k => Fact("Kernel " + k.Name, Pair(k)))}
                {changes.Modloops.Select(m => Fact("Modloop " + m.Name, Pair(m)))}
                {Fact("Overlay", changes.OverlayChanged ? "its content is another" : "the same")}
                {Fact("Packages", Count(changes))}
                </dl>
                {Packages(changes)}
                """));
    }

    private static string Count(ImageChanges changes)
    {
        var parts = new[] { (changes.Changed.Count, "of another version"), (changes.Added.Count, "new"), (changes.Removed.Count, "gone") }
            .Where(p => p.Item1 > 0).Select(p => FormattableString.Invariant($"{p.Item1} {p.Item2}")).ToArray();
        return parts.Length == 0 ? "the same" : string.Join(", ", parts);
    }

    private static Markup Packages(ImageChanges changes)
    {
        var rows = changes.Changed.Select(c => ("changed", c)).Concat(changes.Added.Select(c => ("new", c))).Concat(changes.Removed.Select(c => ("gone", c))).ToArray();
        return rows.Length == 0 ? Markup.None : Markup.Of($"""
            <div class="scroll"><table class="changes">
            <caption>Packages that changed</caption>
            <thead><tr><th scope="col">Package</th><th scope="col">What</th><th scope="col">Before</th><th scope="col">Now</th></tr></thead>
            <tbody>
            {rows.Select(r => Markup.Of($"<tr><th scope=\"row\">{r.c.Name}</th><td><span class=\"tag {r.Item1}\">{r.Item1}</span></td><td>{r.c.Former ?? "–"}</td><td>{r.c.Now ?? "–"}</td></tr>\n"))}
            </tbody>
            </table></div>
            """);
    }

    private static string Pair(TextChange change) => (change.Former ?? "none") + " → " + (change.Now ?? "none");

    private static Markup Fact(string name, string value) => Markup.Of($"<div><dt>{name}</dt><dd>{value}</dd></div>\n");
}
