using System;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Building.Events;

namespace Bivouac.Mkimage.Building.Runs;

/// <summary>Follows the log of a build from its beginning to the build's end, whenever it was started and by whom.</summary>
/// <param name="builder">Where it runs.</param>
/// <param name="events">Are told.</param>
/// <param name="clock">Tells the time.</param>
public sealed class BuildFollower(IBuilder builder, BuildEvents events, TimeProvider clock)
{
    /// <summary>Follows a build.</summary>
    /// <param name="run">The build's run.</param>
    /// <param name="logFile">The copy of the log on this machine; it is written anew.</param>
    /// <param name="interrupts">End the following, or the build.</param>
    /// <returns>What the log says.</returns>
    /// <exception cref="BuildDetachedException">The user stopped following it.</exception>
    /// <exception cref="BuildStoppedException">The user ended it.</exception>
    /// <exception cref="DriverException">The builder cannot be reached any more, or the log cannot be written here; the build goes on.</exception>
    public async Task<BuildLog> FollowAsync(BuilderRun run, string logFile, BuildInterrupts interrupts)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(interrupts);
        try
        {
            var log = new BuildLog(clock);
            await ReadAsync(run, logFile, log, interrupts.Detach).ConfigureAwait(false);
            return log;
        }
        catch (OperationCanceledException) when (interrupts.Detach.IsCancellationRequested)
        {
            if (!interrupts.Stop.IsCancellationRequested)
                events.Note(FormattableString.Invariant($"The build goes on and is not followed any more; Ctrl-C within {interrupts.Grace.TotalSeconds:0} seconds ends it"));
            if (!await interrupts.IsStopAskedAsync(clock).ConfigureAwait(false)) throw new BuildDetachedException(run);
            await StopAsync(run).ConfigureAwait(false);
            throw new BuildStoppedException(run);
        }
        catch (DriverException e) when (e.ExitCode == ExitCode.BuilderUnavailable)
        {
            throw new DriverException(e.ExitCode, e.What, e.Why, $"{e.Next}\n  The build goes on as far as it can. Follow it again: dotnet run -- attach {run.ShortId}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DriverException(
                ExitCode.BuilderUnavailable,
                $"The log of the build cannot be written to {logFile}",
                e.Message.TrimEnd('.'),
                $"Make room there. The build goes on; follow it again: dotnet run -- attach {run.ShortId}",
                e);
        }
    }

    /// <summary>Ends a build with everything that it started.</summary>
    /// <param name="run">The build's run.</param>
    public async Task StopAsync(BuilderRun run)
    {
        events.Note("Stopping mkimage.sh and everything that it started");
        await builder.StopAsync(run, CancellationToken.None).ConfigureAwait(false);
    }

    private async Task ReadAsync(BuilderRun run, string logFile, BuildLog log, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(logFile)!);
        await using var file = new StreamWriter(logFile, append: false, new UTF8Encoding(false)) { AutoFlush = true };
        await foreach (var line in LogLines.ReadAsync(builder.FollowAsync(run, 0, cancellationToken), cancellationToken).ConfigureAwait(false))
        {
            await file.WriteLineAsync(line.Text.AsMemory(), cancellationToken).ConfigureAwait(false);
            var before = log.Current;
            if (log.Add(line.Text) is { } ended) Tell(ended);
            if (log.Current is { } current && current != before) events.Tell(new SectionStarted(current.Name, current.Detail));
            if (MkimageLine.Parse(line.Text) is { Kind: MkimageLineKind.Driver } message && ToldLine.Read(message.Text) is { } told) events.Tell(told);
            events.Tell(new LogLineRead(line.Text));
        }

        if (log.End() is { } last) Tell(last);
    }

    private void Tell(SectionTime section) => events.Tell(new SectionEnded(section.Name, section.Detail, section.Took));
}
