using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders.Containers;

/// <summary>
/// What keeps others from a container: a process in it that has noted itself and lives for as long as its standard input is open here. So
/// drivers of all machines that share an engine see it, and it ends with its driver, however that ends.
/// </summary>
internal sealed class ContainerHold : IAsyncDisposable
{
    /// <summary>Inside: where drivers note themselves. It is in memory, so that it is there also when the engine's disk is full.</summary>
    public const string Folder = "/run/bivouac-users";

    /// <summary>Longer than an engine that answers takes to end a process; one that does not answer holds nobody up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource givenBack = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> said = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<ProcessResult> holding = Task.FromException<ProcessResult>(new InvalidOperationException("Nothing is held yet."));

    private ContainerHold()
    {
    }

    /// <summary>Whether the files that were asked for were there when it was taken.</summary>
    public bool IsFilled { get; private set; }

    /// <summary>Whether it has ended although nobody has given it back: the container was stopped, or the way to its engine broke.</summary>
    public bool IsLost => holding.IsCompleted;

    /// <summary>Shares a container with other drivers, whose builds it is made for, too; nobody replaces or removes it meanwhile.</summary>
    /// <param name="processes">Starts the program; may start the container.</param>
    /// <param name="enter">Turns a command inside into one of this machine.</param>
    /// <param name="files">Inside: files that are looked for on the way, which saves a command.</param>
    /// <param name="cancellationToken">Ends the taking.</param>
    /// <returns>The hold, or null when somebody is about to replace or remove the container; else how the command failed.</returns>
    public static Task<(ContainerHold? Hold, ProcessResult? Failure)> ShareAsync(
        IProcessRunner processes,
        Func<IReadOnlyList<string>, ProcessCommand> enter,
        IReadOnlyList<string> files,
        CancellationToken cancellationToken) =>
        TakeAsync(processes, enter(["/bin/sh", "-c", ContainerScripts.Share, "sh", Folder, .. files]), cancellationToken);

    /// <summary>Takes a container that no driver uses and in which nothing runs, to replace or remove it.</summary>
    /// <param name="processes">Starts the program.</param>
    /// <param name="enter">Turns a command inside into one of this machine.</param>
    /// <param name="workRoot">Inside: the work root.</param>
    /// <param name="cancellationToken">Ends the taking.</param>
    /// <returns>The hold, or null when the container is used; else how the command failed.</returns>
    public static Task<(ContainerHold? Hold, ProcessResult? Failure)> TakeWholeAsync(
        IProcessRunner processes,
        Func<IReadOnlyList<string>, ProcessCommand> enter,
        string workRoot,
        CancellationToken cancellationToken) =>
        TakeAsync(processes, enter(["/bin/sh", "-c", ContainerScripts.TakeWhole, "sh", Folder, workRoot + "/.runs"]), cancellationToken);

    /// <summary>Gives it back.</summary>
    public async ValueTask DisposeAsync()
    {
        givenBack.TrySetResult();
        await ((Task)holding.WaitAsync(Patience)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task<(ContainerHold? Hold, ProcessResult? Failure)> TakeAsync(
        IProcessRunner processes,
        ProcessCommand command,
        CancellationToken cancellationToken)
    {
        var hold = new ContainerHold();
        hold.holding = processes.RunAsync(command with { Input = hold.UntilGivenBackAsync, OnLine = hold.Hear }, CancellationToken.None);
        try
        {
            await Task.WhenAny(hold.said.Task, hold.holding).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await hold.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        if (hold.said.Task.IsCompleted)
        {
            hold.IsFilled = await hold.said.Task.ConfigureAwait(false) == ContainerScripts.Filled;
            return (hold, null);
        }

        var result = await hold.holding.ConfigureAwait(false);
        return (null, result.ExitCode == ContainerScripts.InUse ? null : result);
    }

    private Task UntilGivenBackAsync(Stream stream, CancellationToken cancellationToken) => givenBack.Task.WaitAsync(cancellationToken);

    // The engine's program may have words of its own to say.
    private void Hear(string line)
    {
        if (line is ContainerScripts.Filled or ContainerScripts.Bare)
            said.TrySetResult(line);
    }
}
