using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Mkimage.Image.Verification;
using Bivouac.Mkimage.Reporting.Records;

namespace Bivouac.Mkimage.Reporting.Html;

/// <summary>What takes the room of an image: one bar of all parts, and a table with a bar for each.</summary>
internal static class SizeSection
{
    /// <summary>The section.</summary>
    /// <param name="outcome">The build.</param>
    public static Markup Of(BuildOutcome outcome)
    {
        var report = outcome.Report;
        var total = Math.Max(1, report.Parts.Sum(p => p.Bytes));
        var largest = Math.Max(1, report.Parts.Select(p => p.Bytes).DefaultIfEmpty().Max());
        var changes = outcome.Record.Changes?.Parts.ToDictionary(p => p.Name);
        return HtmlReport.Section("size", "Size", Sizes.Of(report.Size), Markup.Of($"""
            {Stack(report.Parts, total)}
            <div class="scroll"><table class="size">
            <caption>Bytes by part</caption>
            <thead><tr><th scope="col">Part</th><th scope="col" class="wide"><span class="quiet">Chart</span></th><th scope="col" class="n">Size</th><th scope="col" class="n share">Share</th>{(changes is null ? Markup.None : Markup.Of($"<th scope=\"col\" class=\"n\">Change</th>"))}</tr></thead>
            <tbody>
            {report.Parts.Select(p => Markup.Of($"""
                <tr><th scope="row"><span class="key p-{p.Name}" aria-hidden="true"></span>{p.Name}</th><td class="wide">{Bar(p, largest)}</td><td class="n">{Sizes.Of(p.Bytes)}</td><td class="n share">{Sizes.Share(p.Bytes, total)}</td>{Change(p, changes)}</tr>

                """))}
            </tbody>
            </table></div>
            """));
    }

    private static Markup Stack(IReadOnlyList<ImagePart> parts, long total)
    {
        var at = 0L;
        List<Markup> rects = [];
        foreach (var part in parts.Where(p => p.Bytes > 0))
        {
            rects.Add(Markup.Of($"<rect class=\"p-{part.Name}\" x=\"{100.0 * at / total}%\" width=\"{100.0 * part.Bytes / total}%\" y=\"0\" height=\"100%\"><title>{part.Name}: {Sizes.Of(part.Bytes)}, {Sizes.Share(part.Bytes, total)}</title></rect>"));
            at += part.Bytes;
        }

        var words = string.Join(", ", parts.Where(p => p.Bytes > 0).Select(p => p.Name + " " + Sizes.Share(p.Bytes, total)));
        return Markup.Of($"<svg class=\"stack\" role=\"img\" aria-labelledby=\"stack-title\"><title id=\"stack-title\">The image by part: {words}</title>{rects}</svg>");
    }

    private static Markup Bar(ImagePart part, long largest) =>
        Markup.Of($"<svg class=\"bar\" aria-hidden=\"true\"><rect class=\"p-{part.Name}\" width=\"{(part.Bytes == 0 ? 0 : Math.Max(0.4, 100.0 * part.Bytes / largest))}%\" height=\"100%\" rx=\"2\"/></svg>");

    private static Markup Change(ImagePart part, Dictionary<string, Image.Artifacts.PartChange>? changes)
    {
        if (changes is null) return Markup.None;
        var change = changes.TryGetValue(part.Name, out var c) ? Sizes.Change(c.Former, c.Now) : "";
        return change.Length == 0 ? Markup.Of($"<td class=\"n dim\">same</td>") : Markup.Of($"<td class=\"n\">{change}</td>");
    }
}
