using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO.Pipelines;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders.Shell;

/// <summary>
/// Detached commands of a far side, through nothing but a POSIX shell there: a connection, a container. Their folders are those
/// of <see cref="LocalRuns"/>.
/// </summary>
/// <param name="processes">
/// Runs the commands of this machine that reach the far side. It may run a command again whose output it kept, and throws
/// <see cref="LinkLostException"/> when the link broke under one whose output went to a stream.
/// </param>
/// <param name="builder">The builder's name, for messages.</param>
/// <param name="folder">Inside: the folder of all runs.</param>
/// <param name="enter">
/// Turns a command inside into one of this machine. Its standard input is connected: what follows a log ends with it.
/// </param>
/// <param name="forget">Removes the folder of a run.</param>
/// <param name="time">The clock.</param>
internal sealed class ShellRuns(
    IProcessRunner processes,
    string builder,
    string folder,
    Func<IReadOnlyList<string>, ProcessCommand> enter,
    Func<string, CancellationToken, Task> forget,
    TimeProvider time)
{
    /// <summary>Longer than a link that cannot be had is tried once.</summary>
    private static readonly TimeSpan Connecting = TimeSpan.FromSeconds(60);

    /// <summary>How long processes have to end after a TERM, and to go after a KILL.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a lost link is tried again.</summary>
    public TimeSpan Patience { get; set; } = LinkRetry.DefaultPatience;

    /// <summary>Where it is told that the link was lost.</summary>
    public LinkNotices Notices { get; init; } = new();

    /// <summary>Whether a run is shown in screen(1), where the far side has it.</summary>
    public bool ShowsInScreen { get; set; }

    /// <summary>Starts a command.</summary>
    /// <param name="command">The command inside.</param>
    /// <param name="cancellationToken">Ends the starting.</param>
    public async Task<BuilderRun> StartAsync(BuilderCommand command, CancellationToken cancellationToken)
    {
        foreach (var old in (await ListAsync(cancellationToken).ConfigureAwait(false)).Skip(RunId.Kept - 1))
        {
            if ((await GetStateAsync(old, cancellationToken).ConfigureAwait(false)).Phase != BuilderRunPhase.Running)
                await forget(old.Id, cancellationToken).ConfigureAwait(false);
        }

        var id = RunId.New(command.Name, time.GetUtcNow());
        var runFolder = FolderOf(id);
        var start = Shell(ShellRunScripts.Start, [runFolder, RunScripts.Supervisor, .. RunScripts.Exactly(command)]) with
        {
            Input = ShellVariables.Input(command.Environment),
        };
        var result = await processes.RunAsync(start, cancellationToken).ConfigureAwait(false);
        if (!result.Succeeded)
        {
            throw Failed(
                $"The run {id} did not start",
                result.ExitCode switch
                {
                    ShellRunScripts.NotStarted => $"its supervisor wrote nothing into {runFolder}",
                    ShellRunScripts.NoSetsid => "there is no setsid(1) in the builder",
                    ShellVariables.NotWhole => "its environment did not arrive whole",
                    _ => result.Reason(),
                },
                result.ExitCode == ShellRunScripts.NoSetsid ? "Install util-linux or busybox there." : $"Look into {runFolder}/log, and at the free space there.");
        }

        if (ShowsInScreen)
            await RunAsync(RunScripts.Screen, [runFolder, command.Name], cancellationToken).ConfigureAwait(false);
        return Describe(id)!;
    }

    /// <summary>The runs, the newest first.</summary>
    /// <param name="cancellationToken">Ends the listing.</param>
    public async Task<IReadOnlyList<BuilderRun>> ListAsync(CancellationToken cancellationToken)
    {
        var result = await RunAsync(ShellRunScripts.List, [folder], cancellationToken).ConfigureAwait(false);
        if (!result.Succeeded)
            throw Failed($"The runs in {folder} cannot be listed", result.Reason(), "Look at the permissions of the work directory.");
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(Describe)
            .OfType<BuilderRun>()
            .OrderByDescending(static r => r.Id, StringComparer.Ordinal)];
    }

    /// <summary>How a run stands.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<BuilderRunState> GetStateAsync(BuilderRun run, CancellationToken cancellationToken)
    {
        var result = await RunAsync(ShellRunScripts.State, [FolderOf(run.Id)], cancellationToken).ConfigureAwait(false);
        return result.Output.TrimEnd('\n').Split(' ') switch
        {
            ["running"] => BuilderRunState.Running,
            ["restarted"] => BuilderRunState.LostByRestart,
            ["lost"] => BuilderRunState.Lost,
            ["ended", var code] when int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => BuilderRunState.Ended(number),
            _ => throw Failed($"The run {run.Id} cannot be looked at", result.Reason(), "Try it again."),
        };
    }

    /// <summary>Reads a run's log, with one command for all of it as long as the link holds.</summary>
    /// <param name="run">The run.</param>
    /// <param name="offset">The first byte wanted.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<LogChunk> FollowAsync(
        BuilderRun run,
        long offset,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var retry = new LinkRetry(builder, time, Patience, Notices);
        var position = offset;
        for (var isWhole = false; !isWhole;)
        {
            var pipe = new Pipe();
            var begun = time.GetTimestamp();
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var following = WriteLogAsync(run, position, pipe.Writer, stop.Token);
            try
            {
                for (var isEnd = false; !isEnd;)
                {
                    var read = await pipe.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                    foreach (var piece in read.Buffer)
                    {
                        retry.Reset();
                        yield return new LogChunk(position, piece.ToArray());
                        position += piece.Length;
                    }

                    pipe.Reader.AdvanceTo(read.Buffer.End);
                    isEnd = read.IsCompleted;
                }
            }
            finally
            {
                // Whoever stops listening ends the command; it does no harm to one that has ended.
                await stop.CancelAsync().ConfigureAwait(false);
                await pipe.Reader.CompleteAsync().ConfigureAwait(false);
                await ((Task)following).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (await following.ConfigureAwait(false) is { } lost)
            {
                // It was up all the time, though a silent log brought nothing.
                if (time.GetElapsedTime(begun) > Connecting)
                    retry.Reset();
                await retry.WaitAsync(lost, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                retry.Reset();
                isWhole = true;
            }
        }
    }

    /// <summary>Ends a run with its whole process group.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="DriverException">A process is still there after a KILL (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public async Task StopAsync(BuilderRun run, CancellationToken cancellationToken)
    {
        var tenths = ((long)(Grace.TotalSeconds * 10)).ToString(CultureInfo.InvariantCulture);
        var result = await RunAsync(ShellRunScripts.Stop, [FolderOf(run.Id), tenths], cancellationToken).ConfigureAwait(false);
        if (!result.Succeeded)
            throw Failed($"The run {run.Id} cannot be ended", result.Reason(), "Look at its processes in the builder: ps -o pid,stat,args");
    }

    /// <summary>The folder of a run.</summary>
    /// <param name="id">The run's id.</param>
    public string FolderOf(string id) => folder + "/" + BuilderPath.Name(id);

    // Completes the writer when the command has ended; returns how the link was lost, or null when the log is whole.
    private async Task<LinkLostException?> WriteLogAsync(BuilderRun run, long position, PipeWriter writer, CancellationToken cancellationToken)
    {
        try
        {
            var command = Shell(ShellRunScripts.Follow, [FolderOf(run.Id), position.ToString(CultureInfo.InvariantCulture)]) with
            {
                Output = writer.AsStream(leaveOpen: true),

                // Open for as long as somebody listens.
                Input = static (_, token) => Task.Delay(Timeout.Infinite, token),
            };
            var result = await processes.RunAsync(command, cancellationToken).ConfigureAwait(false);
            if (result.Succeeded)
                return null;
            throw Failed(
                $"The log of the run {run.Id} cannot be read",
                result.ExitCode == ShellRunScripts.NoSuchRun ? "there is no such run" : result.Reason(),
                "List the runs that there are, and take one of these.");
        }
        catch (LinkLostException e)
        {
            return e;
        }
        finally
        {
            await writer.CompleteAsync().ConfigureAwait(false);
        }
    }

    private BuilderRun? Describe(string id) => RunId.Describe(id, FolderOf(id) + "/log");

    private Task<ProcessResult> RunAsync(string script, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        processes.RunAsync(Shell(script, arguments), cancellationToken);

    private ProcessCommand Shell(string script, IEnumerable<string> arguments) => enter(["/bin/sh", "-c", script, "sh", .. arguments]);

    private DriverException Failed(string what, string why, string next) =>
        new(ExitCode.BuilderUnavailable, $"{what} (builder '{builder}')", why, next);
}
