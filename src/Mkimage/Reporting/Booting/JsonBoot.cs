using System;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bivouac.Mkimage.Booting;
using Bivouac.Mkimage.Booting.Events;
using Bivouac.Mkimage.Commands;
using Bivouac.Mkimage.Reporting.Json;

namespace Bivouac.Mkimage.Reporting.Booting;

/// <summary>Tells a program: every event as one line of JSON, and nothing else on the standard output. <c>docs/booting.md</c> describes them.</summary>
internal sealed class JsonBoot(Reporter reporter, TimeProvider clock) : BootPresentation
{
    private readonly DateTimeOffset _since = clock.GetUtcNow();
    private bool _begun;

    /// <inheritdoc/>
    public override void On(BootEvent happened) => Line(happened, BootJson.Default.BootEvent);

    /// <inheritdoc/>
    public override void End(string iso, BootOutcome outcome)
    {
        var failure = outcome.Passed ? null : outcome.ToException();
        Line(
            new BootEndedLine(clock.GetUtcNow(), (int)(failure?.ExitCode ?? ExitCode.Success), iso, outcome.Results, outcome.Ended, outcome.LogFile, outcome.Tail, failure is null ? null : Told(failure)),
            BootJson.Default.BootEndedLine);
    }

    /// <inheritdoc/>
    public override void Failed(Exception failure)
    {
        var (code, told) = failure switch
        {
            DriverException known => (known.ExitCode, Told(known)),
            OperationCanceledException => (ExitCode.Interrupted, new EndedFailure("The boot was interrupted", "it was asked to end", "Run it again.")),
            _ => (ExitCode.Unexpected, new EndedFailure("Something unexpected happened", failure.GetType().Name + ": " + failure.Message, "Report it: this is a fault of Bivouac.")),
        };
        Line(new BootEndedLine(clock.GetUtcNow(), (int)code, null, [], null, null, [], told), BootJson.Default.BootEndedLine);
    }

    private static EndedFailure Told(DriverException failure) => new(failure.What, failure.Why, failure.Next);

    private void Line<T>(T value, JsonTypeInfo<T> type)
    {
        if (!_begun)
        {
            _begun = true;
            reporter.Line(JsonSerializer.Serialize(new StreamStartedLine(_since, CommandLineProgram.Version), EventJson.Default.StreamStartedLine));
        }

        reporter.Line(JsonSerializer.Serialize(value, type));
    }
}
