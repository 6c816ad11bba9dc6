using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Bivouac.Mkimage.Image.Verification;
using Bivouac.Mkimage.Reporting.Records;

namespace Bivouac.Mkimage.Reporting.Html;

/// <summary>The long lists: packages, checks, warnings, and how the image was made.</summary>
internal static class DetailSections
{
    /// <summary>The sections.</summary>
    /// <param name="outcome">The build.</param>
    public static IEnumerable<Markup> Of(BuildOutcome outcome)
    {
        if (outcome.Report.Warnings.Count > 0) yield return Warnings(outcome.Report);
        yield return Packages(outcome.Report);
        yield return Checks(outcome.Report);
        yield return Origin(outcome);
    }

    private static Markup Warnings(ImageReport report) =>
        HtmlReport.Section("warnings", "Warnings", Counted.Of(report.Warnings.Count, "warning"), Markup.Of($"<ul class=\"warnings\">{report.Warnings.Select(w => Markup.Of($"<li>{w}</li>"))}</ul>"));

    private static Markup Packages(ImageReport report) =>
        HtmlReport.Section("packages", "Packages", FormattableString.Invariant($"{report.Packages.Count} on the medium, {Sizes.Of(report.Packages.Sum(p => p.Size))}"), Markup.Of($"""
            <details>
            <summary>All packages</summary>
            <p class="search" hidden="hidden"><label>Find <input type="search" id="find" autocomplete="off" spellcheck="false"/></label> <output id="found" for="find"></output></p>
            <div class="scroll"><table id="package-list">
            <caption>Packages of the image's repository</caption>
            <thead><tr><th scope="col">Package</th><th scope="col">Version</th><th scope="col" class="n">Size</th></tr></thead>
            <tbody>
            {report.Packages.Select(p => Markup.Of($"<tr><th scope=\"row\">{p.Name}</th><td>{p.Version}</td><td class=\"n\">{Sizes.Of(p.Size)}</td></tr>\n"))}
            </tbody>
            </table></div>
            </details>
            """));

    private static Markup Checks(ImageReport report) =>
        HtmlReport.Section("checks", "Checks", FormattableString.Invariant($"{report.Checks.Count(c => c.Passed)} of {report.Checks.Count} passed"), Markup.Of($"""
            <details>
            <summary>All checks</summary>
            <div class="scroll"><table class="checks">
            <caption>What was looked at in the finished image</caption>
            <thead><tr><th scope="col">Check</th><th scope="col">Result</th><th scope="col">Fact</th></tr></thead>
            <tbody>
            {report.Checks.Select(c => Markup.Of($"<tr><th scope=\"row\"><code>{c.Id}</code></th><td>{(c.Passed ? "passed" : "failed")}</td><td>{c.ToString()}</td></tr>\n"))}
            </tbody>
            </table></div>
            </details>
            """));

    private static Markup Origin(BuildOutcome outcome)
    {
        var (plan, report, artifacts, record) = outcome;
        (string Name, string? Value, bool IsCode)[] facts =
        [
            ("Profile", record.Profile, false),
            ("Architecture", record.Arch, false),
            ("Alpine branch", record.Branch, false),
            ("Release of the builder", record.Release, false),
            ("Builder", record.Builder, false),
            ("Started", record.StartedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC", false),
            ("Volume id", report.VolumeId, true),
            ("Volume created", report.CreatedAt?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) is { } created ? created + " UTC" : null, false),
            ("Alpine's scripts", plan.Pins.AportsRef, true),
            ("SHA-256 of the scripts", plan.Pins.AportsSha256, true),
            ("SHA-256 of the minirootfs", plan.Pins.MinirootfsSha256, true),
            ("Content of the overlay", report.OverlayContentSha256, true),
            ("SHA-512 of the image", artifacts.Sha512, true),
        ];
        return HtmlReport.Section("origin", "How it was made", "", Markup.Of($"""
            <dl class="facts">
            {facts.Where(f => !string.IsNullOrEmpty(f.Value)).Select(f => f.IsCode
                ? Markup.Of($"<div><dt>{f.Name}</dt><dd><code>{f.Value}</code></dd></div>\n")
                : Markup.Of($"<div><dt>{f.Name}</dt><dd>{f.Value}</dd></div>\n"))}
            </dl>
            """));
    }
}
