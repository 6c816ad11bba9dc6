using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Bivouac.Mkimage.Reporting.Records;

namespace Bivouac.Mkimage.Reporting.Html;

/// <summary>The page <c>NAME.iso.html</c>: all that is known of an image, in one file that needs no other. It is well-formed XML too.</summary>
internal static class HtmlReport
{
    /// <summary>The page about a build.</summary>
    /// <param name="outcome">The build.</param>
    public static string Of(BuildOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        var style = Resource("report.css");
        var script = Resource("report.js");
        var title = $"{outcome.Record.Profile} for {outcome.Record.Arch}";
        IEnumerable<Markup> sections = [SizeSection.Of(outcome), TimeSection.Of(outcome), ChangesSection.Of(outcome), .. DetailSections.Of(outcome)];
        return Markup.Of($"""
            <!DOCTYPE html>
            <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
            <head>
            <meta charset="utf-8"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{Hash(style)}'; script-src '{Hash(script)}'"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <meta name="generator" content="Bivouac {outcome.Record.Bivouac}"/>
            <title>{title} · Bivouac</title>
            <style>{Markup.Trusted(style)}</style>
            </head>
            <body>
            {Header(outcome)}
            <main>
            {sections}
            </main>
            <footer>Made by Bivouac {outcome.Record.Bivouac}. The same for programs: <code>{Path.GetFileName(outcome.Artifacts.ManifestPath)}</code>, <code>{Path.GetFileName(ReportFiles.RecordPath(outcome.Report.IsoPath))}</code>.</footer>
            <script>{Markup.Trusted(script)}</script>
            </body>
            </html>

            """).ToString();
    }

    /// <summary>A section of the page with its heading.</summary>
    /// <param name="id">Its anchor.</param>
    /// <param name="title">Its heading.</param>
    /// <param name="note">What stands beside the heading.</param>
    /// <param name="content">What it holds.</param>
    internal static Markup Section(string id, string title, string note, Markup content) => Markup.Of($"""
        <section id="{id}" aria-labelledby="{id}-title">
        <h2 id="{id}-title">{title} <span class="note">{note}</span></h2>
        {content}
        </section>

        """);

    private static Markup Header(BuildOutcome outcome)
    {
        var (plan, report, artifacts, record) = outcome;
        List<(string Name, string Value)> figures =
        [
            ("Size", Sizes.Of(report.Size)),
            ("Built in", Sizes.Of(TimeSpan.FromSeconds(record.Seconds))),
            ("Packages", FormattableString.Invariant($"{report.Packages.Count}")),
            .. report.KernelReleases.Select(k => (report.KernelReleases.Count == 1 ? "Kernel" : "Kernel " + k.Key, k.Value)),
            .. report.ModloopCompressions.Select(m => (report.ModloopCompressions.Count == 1 ? "Modloop" : "Modloop " + m.Key, m.Value.ToString().ToLowerInvariant())),
        ];
        return Markup.Of($"""
            <header>
            <p class="eyebrow">Alpine Linux {record.Branch} live image · {record.Arch}</p>
            <div class="title"><h1>{plan.Image.Model.Name}</h1><p class="badge"><span aria-hidden="true">✓</span> {Counted.Of(report.Checks.Count, "check")} passed</p></div>
            <p class="iso"><code>{Path.GetFileName(report.IsoPath)}</code>, built <time datetime="{record.StartedAt.UtcDateTime.ToString("s", CultureInfo.InvariantCulture)}Z">{record.StartedAt.UtcDateTime.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture)} UTC</time></p>
            <dl class="figures">
            {figures.Select(f => Markup.Of($"<div><dt>{f.Name}</dt><dd>{f.Value}</dd></div>\n"))}
            </dl>
            <p class="hash"><span>SHA-256</span> <code>{artifacts.Sha256}</code></p>
            </header>
            """);
    }

    /// <summary>What the page's policy allows, by its hash: nothing else in it can run or change its look.</summary>
    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream(typeof(HtmlReport), name)
            ?? throw new InvalidOperationException($"The resource {name} is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
