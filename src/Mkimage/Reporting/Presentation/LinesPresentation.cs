using System;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Events;
using Bivouac.Mkimage.Image.Artifacts;
using Bivouac.Mkimage.Reporting.Live;
using Bivouac.Mkimage.Reporting.Records;
using Bivouac.Mkimage.Reporting.Summary;

namespace Bivouac.Mkimage.Reporting.Presentation;

/// <summary>Shows a build line by line, each with the time since the build's beginning; without any control sequence.</summary>
/// <param name="reporter">Writes to the console.</param>
/// <param name="clock">Tells the time.</param>
/// <param name="withLog">Whether the whole log is shown.</param>
internal sealed class LinesPresentation(Reporter reporter, TimeProvider clock, bool withLog) : BuildPresentation(clock)
{
    private int _tenths;

    /// <inheritdoc/>
    protected override void Show(BuildEvent happened)
    {
        switch (happened)
        {
            case BuildStarted build:
                reporter.Line(LogText.Clean($"{build.Profile} for {build.Arch}, Alpine {build.Branch}"));
                break;
            case StageStarted stage:
                _tenths = 0;
                Line(stage.Message);
                break;
            case BuildNote note:
                Line("  " + note.Message);
                break;
            case RunStarted run:
                Line(run.IsJoined ? $"  Following run {run.Run}, which was started before; its log: {run.LogFile}" : $"  Run {run.Run}, log: {run.LogFile}");
                break;
            case SectionStale section:
                Line($"  {section.Section} is made anew: {section.Reason}");
                break;
            case SectionStarted section:
                Line("  " + BuildLog.Label(section.Name, section.Detail) + " ...");
                break;
            case SectionEnded section:
                Line("  " + BuildLog.Label(section.Name, section.Detail) + " took " + Sizes.Of(section.Took));
                break;
            case PackagesProgress:
                Tenth("packages", Progress.Packages);
                break;
            case DownloadsProgress:
                Tenth("downloads", Progress.Downloads);
                break;
            case TransferProgress:
                Tenth("image", Progress.Transfer);
                break;
            case LogLineRead line when withLog:
                reporter.Line(LogText.Clean(line.Text));
                break;
        }
    }

    /// <inheritdoc/>
    protected override void ShowSuccess(BuildOutcome outcome) => new BuildSummary(reporter, isStyled: false).Show(outcome);

    /// <inheritdoc/>
    protected override void ShowUnchanged(BuildPlan plan, ImageManifest manifest) => new UnchangedSummary(reporter).Show(plan, manifest);

    private void Line(string message) => reporter.Line(Sizes.Of(Progress.Elapsed).PadLeft(11) + "  " + LogText.Clean(message));

    /// <summary>A line for every tenth that is reached.</summary>
    private void Tenth(string name, Quantity? quantity)
    {
        if (quantity is null || (int)(quantity.Share * 10) is var tenths && tenths <= _tenths) return;
        _tenths = tenths;
        Line(FormattableString.Invariant($"  {name} {tenths * 10} %  {ProgressText.Of(quantity)}"));
    }
}
