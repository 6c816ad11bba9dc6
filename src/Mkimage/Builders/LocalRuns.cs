using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders;

/// <summary>
/// Detached commands of this machine, each with a folder <c>TIME_NAME_RANDOM</c> that holds <c>log</c>, <c>process</c> and,
/// when it has ended, <c>exit</c>.
/// </summary>
/// <param name="processes">Starts and signals processes.</param>
/// <param name="folder">The folder of all runs.</param>
/// <param name="forget">Removes the folder of a run.</param>
/// <param name="time">The clock.</param>
internal sealed class LocalRuns(
    IProcessRunner processes,
    string folder,
    Func<string, CancellationToken, Task> forget,
    TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private const int MaxChunk = 32 * 1024;

    /// <summary>How often a followed run is asked whether it lives: that takes many times what a look for its exit code takes.</summary>
    private static readonly TimeSpan LifePoll = TimeSpan.FromMilliseconds(250);

    /// <summary>How long processes have to end after a TERM, and to go after a KILL.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether a run is shown in screen(1), where this machine has it.</summary>
    public bool ShowsInScreen { get; set; }

    /// <summary>Starts a command.</summary>
    /// <param name="name">The run's name.</param>
    /// <param name="build">Gives the command of this machine; it is told the run's folder.</param>
    /// <param name="cancellationToken">Ends the starting.</param>
    public async Task<BuilderRun> StartAsync(string name, Func<string, ProcessCommand> build, CancellationToken cancellationToken)
    {
        await ForgetOldAsync(cancellationToken).ConfigureAwait(false);
        var id = RunId.New(name, time.GetUtcNow());
        var runFolder = FolderOf(id);
        Directory.CreateDirectory(runFolder);
        var log = Path.Combine(runFolder, "log");
        var command = build(runFolder);
        await processes.StartDetachedAsync(
            command with
            {
                Program = "/bin/sh",
                Arguments = ["-c", RunScripts.Supervisor, "sh", runFolder, command.Program, .. command.Arguments],
            },
            log,
            cancellationToken).ConfigureAwait(false);

        var deadline = time.GetTimestamp();
        while (RunProcess.Read(ProcessFile(id)) is null)
        {
            if (time.GetElapsedTime(deadline) > Grace)
            {
                throw new DriverException(
                    ExitCode.BuilderUnavailable,
                    $"The run {id} did not start",
                    $"its supervisor wrote nothing into {runFolder}",
                    $"Look into {log}.");
            }

            await Task.Delay(Poll, time, cancellationToken).ConfigureAwait(false);
        }

        if (ShowsInScreen)
            await processes.RunAsync(new ProcessCommand("/bin/sh", ["-c", RunScripts.Screen, "sh", runFolder, name]), cancellationToken).ConfigureAwait(false);
        return Describe(id)!;
    }

    /// <summary>The runs, the newest first.</summary>
    public IReadOnlyList<BuilderRun> List() => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateDirectories(folder)
            .Select(static f => Path.GetFileName(f))
            .Where(id => File.Exists(ProcessFile(id)))
            .Select(Describe)
            .OfType<BuilderRun>()
            .OrderByDescending(static r => r.Id, StringComparer.Ordinal)];

    /// <summary>How a run stands.</summary>
    /// <param name="run">The run.</param>
    public BuilderRunState GetState(BuilderRun run)
    {
        // In this order: a run that ends in between has its exit code by the second look.
        var process = RunProcess.Read(ProcessFile(run.Id));
        var alive = process?.IsAlive() ?? false;
        if (ReadExit(run.Id) is { } code)
            return BuilderRunState.Ended(code);
        if (alive)
            return BuilderRunState.Running;
        return process is { IsOfThisBoot: false } ? BuilderRunState.LostByRestart : BuilderRunState.Lost;
    }

    /// <summary>Reads a run's log.</summary>
    /// <param name="run">The run.</param>
    /// <param name="offset">The first byte wanted.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<LogChunk> FollowAsync(
        BuilderRun run,
        long offset,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var log = new FileStream(
            Path.Combine(FolderOf(run.Id), "log"),
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete);
        await using (log.ConfigureAwait(false))
        {
            var position = offset;
            log.Seek(offset, SeekOrigin.Begin);
            using var change = new FolderChange(FolderOf(run.Id));
            var asked = time.GetTimestamp() - time.TimestampFrequency;
            while (true)
            {
                // Asked before the reading: what was written until then is read below.
                var isRunning = !File.Exists(ExitFile(run.Id));
                if (isRunning && time.GetElapsedTime(asked) >= LifePoll)
                {
                    isRunning = GetState(run).Phase == BuilderRunPhase.Running;
                    asked = time.GetTimestamp();
                }

                var from = position;

                // A chunk is its receiver's, so each has memory of its own.
                while (log.Length > position)
                {
                    var buffer = new byte[Math.Min(log.Length - position, MaxChunk)];
                    var count = await log.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
                    if (count == 0) break;
                    yield return new LogChunk(position, buffer.AsMemory(0, count));
                    position += count;
                }

                if (!isRunning)
                    yield break;

                // A log that grows all the time is not read line by line.
                if (position > from)
                    await Task.Delay(Poll, time, cancellationToken).ConfigureAwait(false);
                await change.WaitAsync(LifePoll, Poll, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Ends a run with its whole process group.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="DriverException">A process is still there after a KILL (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public async Task StopAsync(BuilderRun run, CancellationToken cancellationToken)
    {
        if (RunProcess.Read(ProcessFile(run.Id)) is not { } process || !process.IsGroupAlive())
            return;
        await processes.SignalGroupAsync(process.Id, GroupSignal.Terminate, cancellationToken).ConfigureAwait(false);
        if (!await HasGoneAsync(process, cancellationToken).ConfigureAwait(false))
        {
            await processes.SignalGroupAsync(process.Id, GroupSignal.Kill, cancellationToken).ConfigureAwait(false);
            if (!await HasGoneAsync(process, cancellationToken).ConfigureAwait(false))
            {
                throw new DriverException(
                    ExitCode.BuilderUnavailable,
                    $"The run {run.Id} cannot be ended",
                    FormattableString.Invariant($"a process of the group {process.Id} is still there after a KILL"),
                    FormattableString.Invariant($"Look at it with: ps -o pid,stat,wchan,args -g {process.Id}"));
            }
        }

        // Its supervisor was killed before it could.
        if (ReadExit(run.Id) is null)
            await File.WriteAllTextAsync(ExitFile(run.Id), "137\n", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The folder of a run.</summary>
    /// <param name="id">The run's id.</param>
    public string FolderOf(string id) => Path.Combine(folder, BuilderPath.Name(id));

    private string ProcessFile(string id) => Path.Combine(FolderOf(id), "process");

    private string ExitFile(string id) => Path.Combine(FolderOf(id), "exit");

    private BuilderRun? Describe(string id) => RunId.Describe(id, Path.Combine(FolderOf(id), "log"));

    private int? ReadExit(string id)
    {
        try
        {
            return int.Parse(File.ReadAllText(ExitFile(id)), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or FormatException)
        {
            return null;
        }
    }

    private async Task<bool> HasGoneAsync(RunProcess process, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        while (process.IsGroupAlive())
        {
            if (time.GetElapsedTime(begin) > Grace)
                return false;
            await Task.Delay(Poll, time, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    private async Task ForgetOldAsync(CancellationToken cancellationToken)
    {
        foreach (var run in List().Skip(RunId.Kept - 1).Where(r => GetState(r).Phase != BuilderRunPhase.Running))
            await forget(run.Id, cancellationToken).ConfigureAwait(false);
    }
}
