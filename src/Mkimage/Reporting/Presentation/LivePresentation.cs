using System;
using System.IO;
using System.Threading;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Events;
using Bivouac.Mkimage.Image.Artifacts;
using Bivouac.Mkimage.Reporting.Live;
using Bivouac.Mkimage.Reporting.Records;
using Bivouac.Mkimage.Reporting.Summary;

namespace Bivouac.Mkimage.Reporting.Presentation;

/// <summary>Shows a build in rows that are drawn anew ten times a second; notes and reasons are printed above them and stay.</summary>
internal sealed class LivePresentation(Reporter reporter, TimeProvider clock) : BuildPresentation(clock)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(0.1);
    private LiveArea? _area;
    private ITimer? _timer;
    private int _frame;

    /// <summary>Draws the state as it is now.</summary>
    public void Draw() => Locked(() =>
    {
        try
        {
            // The last column stays free, so that no terminal wraps; a row above shows what was printed last.
            _area?.Draw(LiveScreen.Rows(Progress, Math.Max(1, reporter.Console.Profile.Width - 1), Math.Max(1, reporter.Console.Profile.Height - 1), _frame++));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // The terminal is gone. The build is not: what it has to say goes on to be tried, and fails where it can be told.
            _timer?.Dispose();
        }
    });

    /// <inheritdoc/>
    protected override void Show(BuildEvent happened)
    {
        if (_area is null)
        {
            _area = new(reporter.Console);
            _timer = Clock.CreateTimer(_ => Draw(), null, TimeSpan.Zero, Period);
        }

        switch (happened)
        {
            case BuildNote note:
                reporter.Line("· " + LogText.Clean(note.Message));
                break;
            case SectionStale section:
                reporter.Line(LogText.Clean($"· {section.Section} is made anew: {section.Reason}"));
                break;
            case RunStarted { IsJoined: true } run:
                reporter.Line(LogText.Clean($"· Following run {run.Run}; its log: {run.LogFile}"));
                break;
        }
    }

    /// <inheritdoc/>
    protected override void ShowSuccess(BuildOutcome outcome)
    {
        End();
        new BuildSummary(reporter, isStyled: true).Show(outcome);
    }

    /// <inheritdoc/>
    protected override void ShowUnchanged(BuildPlan plan, ImageManifest manifest)
    {
        End();
        new UnchangedSummary(reporter).Show(plan, manifest);
    }

    /// <inheritdoc/>
    protected override void End()
    {
        _timer?.Dispose();
        _timer = null;
        _area?.Remove();
        _area = null;
    }
}
