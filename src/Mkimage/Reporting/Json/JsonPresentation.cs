using System;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Events;
using Bivouac.Mkimage.Building.Runs;
using Bivouac.Mkimage.Commands;
using Bivouac.Mkimage.Image.Artifacts;
using Bivouac.Mkimage.Reporting.Presentation;
using Bivouac.Mkimage.Reporting.Records;

namespace Bivouac.Mkimage.Reporting.Json;

/// <summary>
/// Tells a program: every event as one line of JSON, and nothing else on the standard output. Everything but ASCII is escaped, so
/// the lines are UTF-8 whatever the terminal's encoding. <c>docs/reports.md</c> describes them.
/// </summary>
internal sealed class JsonPresentation(Reporter reporter, TimeProvider clock) : BuildPresentation(clock)
{
    private readonly DateTimeOffset _since = clock.GetUtcNow();
    private bool _begun;

    /// <inheritdoc/>
    protected override void Show(BuildEvent happened) => Line(happened, EventJson.Default.BuildEvent);

    /// <inheritdoc/>
    protected override void ShowSuccess(BuildOutcome outcome) =>
        Line(new BuildEndedLine(Clock.GetUtcNow(), (int)ExitCode.Success, outcome.Record.Profile, outcome.Record.Arch, EndedImage.Of(outcome), outcome.Record, null), EventJson.Default.BuildEndedLine);

    /// <inheritdoc/>
    protected override void ShowUnchanged(BuildPlan plan, ImageManifest manifest) => Line(
        new BuildEndedLine(Clock.GetUtcNow(), (int)ExitCode.Success, plan.Image.Model.Name, plan.Arch, EndedImage.Of(plan, manifest), null, null) { Unchanged = true },
        EventJson.Default.BuildEndedLine);

    /// <inheritdoc/>
    protected override void ShowFailure(Exception failure)
    {
        var (code, told) = failure switch
        {
            DriverException known => (known.ExitCode, new EndedFailure(known.What, known.Why, known.Next)),
            BuildDetachedException left => (ExitCode.Interrupted, new EndedFailure($"Build {left.Run.ShortId} is not followed any more", "it was asked to stop following; the build goes on", $"Follow it again: dotnet run -- attach {left.Run.ShortId}")),
            OperationCanceledException or BuildStoppedException => (ExitCode.Interrupted, new EndedFailure("The build was interrupted", "it was asked to end", "Run it again: sections that were made are kept.")),
            _ => (ExitCode.Unexpected, new EndedFailure("Something unexpected happened", failure.GetType().Name + ": " + failure.Message, "Report it: this is a fault of Bivouac.")),
        };
        Line(new BuildEndedLine(Clock.GetUtcNow(), (int)code, Progress.Build?.Profile, Progress.Build?.Arch, null, null, told), EventJson.Default.BuildEndedLine);
    }

    private void Line<T>(T value, JsonTypeInfo<T> type)
    {
        if (!_begun)
        {
            _begun = true;
            Line(new StreamStartedLine(_since, CommandLineProgram.Version), EventJson.Default.StreamStartedLine);
        }

        reporter.Line(JsonSerializer.Serialize(value, type));
    }
}
