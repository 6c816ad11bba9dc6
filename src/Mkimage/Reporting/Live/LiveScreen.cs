using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Events;
using Bivouac.Mkimage.Reporting.Records;
using Spectre.Console;

namespace Bivouac.Mkimage.Reporting.Live;

/// <summary>
/// Lays the state of a build out for a terminal of any size: the heading, the stages with mkimage's sections beside them, the
/// progress of what is counted, and the last lines of the log. What has no room goes, the log first, the heading last.
/// </summary>
internal static class LiveScreen
{
    /// <summary>The lines of the log that are shown when there is room.</summary>
    public const int LogLines = 6;

    private const int LeastLogLines = 2;
    private const int StageColumn = 25;
    private const int TwoColumns = 64;

    /// <summary>From this width on, bar and numbers stand in one row.</summary>
    private const int OneRow = 60;

    /// <summary>The least bar that shows something beside its numbers.</summary>
    private const int BarCells = 14;
    private static readonly string[] Spinner = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
    private static readonly Style Dim = new(decoration: Decoration.Dim);
    private static readonly Style Bold = new(decoration: Decoration.Bold);
    private static readonly Style Good = new(Color.Green);
    private static readonly Style Running = new(Color.Blue);

    /// <summary>The rows.</summary>
    /// <param name="build">The state.</param>
    /// <param name="width">The cells of a row.</param>
    /// <param name="height">The rows that there may be.</param>
    /// <param name="frame">Counts up, to turn the spinner.</param>
    public static IReadOnlyList<LiveLine> Rows(BuildProgress build, int width, int height, int frame)
    {
        var now = build.Elapsed;
        var spinner = Spinner[frame % Spinner.Length];
        List<LiveLine> rows = [Heading(build, width, now)];
        var bar = Bar(build, width);
        var log = build.Log.TakeLast(LogLines).ToArray();
        var full = Full(build, width, now, spinner);

        // The block, a blank row above the bar, the rule above the log.
        var rest = height - rows.Count - (bar.Count > 0 ? bar.Count + 1 : 0);
        var leastLog = log.Length == 0 ? 0 : Math.Min(LeastLogLines, log.Length) + 1;
        var isRoomy = full.Count + leastLog <= rest;
        if (isRoomy)
        {
            rows.AddRange(full);
            if (bar.Count > 0) rows.Add(new(width));
        }
        else
        {
            rows.AddRange(Compact(build, width, now, spinner));
        }

        rows.AddRange(bar);
        var room = height - rows.Count - (isRoomy ? 1 : 0);
        if (log.Length > 0 && room > 0)
        {
            if (isRoomy) rows.Add(new LiveLine(width).Add("── log ".PadRight(width, '─'), Dim));
            rows.AddRange(log.TakeLast(room).Select(l => new LiveLine(width).Add(isRoomy ? l : "  " + l, Dim)));
        }

        return [.. rows.Take(Math.Max(1, height))];
    }

    private static LiveLine Heading(BuildProgress build, int width, TimeSpan now)
    {
        var line = new LiveLine(width);
        var time = Sizes.Of(now);
        var room = width - time.Length - 1;
        if (build.Build is { } b)
        {
            line.Add(LiveLine.Cut(LogText.Clean(b.Profile), room), Bold);
            line.Add(LiveLine.Cut($" for {LogText.Clean(b.Arch)}, Alpine {LogText.Clean(b.Branch)}", room - line.Length));
        }

        return line.Right(time, Bold);
    }

    /// <summary>All stages, one a row, with the sections beside or below them.</summary>
    private static List<LiveLine> Full(BuildProgress build, int width, TimeSpan now, string spinner)
    {
        var stages = StagesOf(build).Select(s => Row(s, Math.Min(StageColumn - 2, width), now, spinner)).ToList();
        var beside = width >= TwoColumns ? width - StageColumn - 2 : width - 2;
        var sections = build.Sections.Select(s => Row(s with { Name = BuildLog.Label(s.Name, s.Detail) }, Math.Min(beside, 60), now, spinner)).ToList();
        if (width < TwoColumns) return [.. stages, .. sections.Select(s => new LiveLine(width).Add("  ").Add(s))];
        if (build.Stages.Count > 0 && build.Stages[^1] is { Took: null } current) sections.Insert(0, new LiveLine(beside).Add(current.Detail, Dim));

        // The newest sections beside the stages: there are about as many, and more are of no use.
        sections = [.. sections.Take(1), .. sections.Skip(1).TakeLast(Math.Max(stages.Count - 1, 0))];
        return [.. Enumerable.Range(0, stages.Count).Select(i =>
        {
            var line = new LiveLine(width).Add(stages[i]).To(StageColumn).Add("│ ", Dim);
            return i < sections.Count ? line.Add(sections[i]) : line;
        })];
    }

    /// <summary>What goes on in two rows.</summary>
    private static List<LiveLine> Compact(BuildProgress build, int width, TimeSpan now, string spinner)
    {
        var done = build.Stages.Count(s => s.Took is not null);
        List<LiveLine> rows = [];
        if (build.Stages.LastOrDefault() is { } stage) rows.Add(Row(stage with { Name = FormattableString.Invariant($"{stage.Name} ({done} of {StagesOf(build).Count} done)") }, width, now, spinner));
        if (build.Sections.LastOrDefault() is { Took: null } section) rows.Add(Row(section with { Name = BuildLog.Label(section.Name, section.Detail) }, width, now, spinner));
        return rows;
    }

    /// <summary>The stages that were, and those that a build goes through after the last of them.</summary>
    private static List<TimedStep> StagesOf(BuildProgress build)
    {
        var names = Enum.GetValues<BuildStage>().Where(s => s != BuildStage.Wait).Select(BuildProgress.NameOf).ToList();
        var reached = Enum.GetValues<BuildStage>().Select(BuildProgress.NameOf).ToList();
        var last = build.Stages.Count == 0 ? -1 : build.Stages.Max(s => reached.IndexOf(s.Name));
        return [.. build.Stages, .. names.Where(n => reached.IndexOf(n) > last).Select(n => new TimedStep(n, "", TimeSpan.MaxValue, null))];
    }

    private static LiveLine Row(TimedStep step, int width, TimeSpan now, string spinner)
    {
        var line = new LiveLine(width);
        if (step.Start == TimeSpan.MaxValue) return line.Add("· " + step.Name, Dim);
        var isRunning = step.Took is null;
        line.Add(isRunning ? spinner : "✓", isRunning ? Running : Good).Add(" ");
        var time = Sizes.Of(step.TookUntil(now));
        return line.Add(LiveLine.Cut(step.Name, line.Left - time.Length - 1), isRunning ? Bold : Style.Plain).Right(time, isRunning ? Style.Plain : Dim);
    }

    /// <summary>A bar with numbers behind it, or on a narrow terminal below it.</summary>
    private static List<LiveLine> Bar(BuildProgress build, int width)
    {
        if ((build.Packages ?? build.Transfer ?? build.Downloads) is not { } quantity) return [];
        const int Name = 9;
        const int Percent = 8;
        var beside = ProgressText.Of(quantity, width - Name - Percent - BarCells);
        var isWide = width >= OneRow && width - Name - Percent - BarCells >= beside.Length;
        var cells = Math.Clamp(width - Name - Percent - (isWide ? beside.Length : 0), 1, 60);
        var halves = (int)Math.Round(quantity.Share * cells * 2);
        var line = new LiveLine(width).Add((quantity == build.Packages ? "packages" : quantity == build.Transfer ? "image" : "vendor").PadRight(Name));
        line.Add(new string('━', halves / 2) + (halves % 2 == 1 ? "╸" : ""), Running);
        line.Add(new string('━', cells - ((halves + 1) / 2)), Dim);
        line.Add(FormattableString.Invariant($" {Math.Floor(quantity.Share * 100),3:0} %"));
        return isWide ? [line.Add("  ").Add(beside)] : [line, new LiveLine(width).Add(ProgressText.Of(quantity, width))];
    }
}
