using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Mkimage.Building.Events;
using Bivouac.Mkimage.Reporting.Records;

namespace Bivouac.Mkimage.Reporting.Html;

/// <summary>What took how long: a row for each stage and, below that of mkimage.sh, for each section, on one time axis.</summary>
internal static class TimeSection
{
    private static readonly double[] Steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200];

    /// <summary>The section.</summary>
    /// <param name="outcome">The build.</param>
    public static Markup Of(BuildOutcome outcome)
    {
        var record = outcome.Record;
        var end = Math.Max(0.1, record.Stages.Concat(record.Sections).Select(s => s.Start + s.Seconds).Append(record.Seconds).Max());
        var step = Steps.FirstOrDefault(s => end / s <= 5, Math.Ceiling(end / 3600 / 5) * 3600);
        double[] ticks = [.. Enumerable.Range(1, 5).Select(i => i * step).Where(t => t < end)];
        return HtmlReport.Section("time", "Time", Time(record.Seconds), Markup.Of($"""
            <div class="scroll"><table class="time">
            <caption>Stages of the build, and the sections of mkimage.sh</caption>
            <thead><tr><th scope="col">Step</th><th scope="col" class="wide">{Axis(ticks, step, end)}</th><th scope="col" class="n from">From</th><th scope="col" class="n">Took</th></tr></thead>
            <tbody>
            {record.Stages.SelectMany(s => Rows(s, record, ticks, end))}
            </tbody>
            </table></div>
            {Reasons(record)}
            """));
    }

    private static IEnumerable<Markup> Rows(RecordedStep stage, BuildRecord record, double[] ticks, double end)
    {
        yield return Row(stage, stage.Name, stage.Detail, "stage", ticks, end);
        if (stage.Name != BuildProgress.NameOf(BuildStage.Mkimage)) yield break;
        foreach (var section in record.Sections) yield return Row(section, section.Label, section.Detail, "section", ticks, end);
        foreach (var kept in record.Reused)
            yield return Markup.Of($"<tr class=\"section\"><th scope=\"row\">{kept}</th><td class=\"wide dim\">reused from the last build</td><td class=\"n from\"></td><td class=\"n dim\">–</td></tr>\n");
    }

    private static Markup Row(RecordedStep step, string name, string hint, string kind, double[] ticks, double end)
    {
        var lines = ticks.Select(t => Markup.Of($"<line class=\"grid\" x1=\"{100 * t / end}%\" x2=\"{100 * t / end}%\" y1=\"0\" y2=\"100%\"/>"));
        var width = Math.Max(0.4, 100 * step.Seconds / end);
        var x = Math.Clamp(100 * step.Start / end, 0, 100 - width);
        return Markup.Of($"""
            <tr class="{kind}"><th scope="row" title="{hint}">{name}</th><td class="wide"><svg class="bar" role="img" aria-label="{name}: from {Time(step.Start)}, {Time(step.Seconds)} long">{lines}<rect class="t-{kind}" x="{x}%" width="{width}%" y="20%" height="60%" rx="2"/></svg></td><td class="n from">{Time(step.Start)}</td><td class="n">{Time(step.Seconds)}</td></tr>

            """);
    }

    private static Markup Axis(double[] ticks, double step, double end)
    {
        // A label at the very end would be cut.
        double[] shown = [.. ticks.Where(t => t / end < 0.95)];
        return Markup.Of($"""
            <span class="quiet">Chart</span><svg class="axis" aria-hidden="true"><text x="0" y="12">0</text>{shown.Select((t, i) => Markup.Of($"<text class=\"{(i < shown.Length - 1 ? "minor" : "major")}\" x=\"{100 * t / end}%\" y=\"12\" text-anchor=\"middle\">{Tick(t, step)}</text>"))}</svg>
            """);
    }

    private static Markup Reasons(BuildRecord record) => record.Stale.Count == 0 ? Markup.None : Markup.Of($"""
        <h3>Made anew</h3>
        <ul class="reasons">{record.Stale.Select(s => Markup.Of($"<li><strong>{s.Section}</strong> {s.Reason}</li>"))}</ul>
        """);

    private static string Tick(double seconds, double step) =>
        step >= 60 ? FormattableString.Invariant($"{seconds / 60:0.#} min") : FormattableString.Invariant($"{seconds:0.#} s");

    private static string Time(double seconds) => Sizes.Of(TimeSpan.FromSeconds(seconds));
}
