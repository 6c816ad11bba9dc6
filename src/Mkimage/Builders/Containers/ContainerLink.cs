using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders.Shell;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders.Containers;

/// <summary>
/// Runs commands in a container, and starts it again when it does not run: after a restart of the engine or of its machine.
/// What ran in it is lost then; its log and the fact are in the volume.
/// </summary>
/// <param name="cli">The program.</param>
/// <param name="processes">Starts it.</param>
/// <param name="container">The container's name.</param>
internal sealed class ContainerLink(ContainerCli cli, IProcessRunner processes, string container) : IProcessRunner
{
    private readonly Lock holding = new();
    private ContainerHold? hold;
    private Task holdingAgain = Task.CompletedTask;
    private Task releasing = Task.CompletedTask;

    /// <summary>The container: its id once it is held, else its name.</summary>
    public string Container => container;

    /// <summary>Whether the files that were asked for were there when it was held.</summary>
    public bool IsFilled => hold?.IsFilled ?? false;

    /// <summary>A command inside as one of this machine.</summary>
    /// <param name="command">The command inside.</param>
    public ProcessCommand Enter(IReadOnlyList<string> command) => cli.Exec(container, command);

    /// <summary>
    /// Keeps others from replacing or removing the container until <see cref="ReleaseAsync"/>; when that is lost while the container is used,
    /// it is taken again before the next command.
    /// </summary>
    /// <param name="files">Inside: files that are looked for on the way.</param>
    /// <param name="cancellationToken">Ends the taking.</param>
    /// <returns>Whether it is held, and how the command failed; held by nobody and without a failure when somebody is about to remove it.</returns>
    public async Task<(bool IsHeld, ProcessResult? Failure)> HoldAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        (hold, var failure) = await ContainerHold.ShareAsync(processes, Enter, files, cancellationToken).ConfigureAwait(false);
        return (hold is not null, failure);
    }

    /// <summary>Lets others replace or remove the container. What runs in it goes on.</summary>
    public async Task ReleaseAsync()
    {
        await holdingAgain.WaitAsync(ContainerHold.Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (hold is { } held)
        {
            hold = null;
            releasing = held.DisposeAsync().AsTask();
        }

        await releasing.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellationToken = default)
    {
        await HoldAgainAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        var result = await processes.RunAsync(command, cancellationToken).ConfigureAwait(false);
        if (!IsStopped(result))
            return command is { Input: not null, Output: not null } && WasCut(result) ? throw new LinkLostException(result) : result;
        await cli.RequireAsync($"The container {container} cannot be started", cancellationToken, "start", container).ConfigureAwait(false);
        await HoldAgainAsync().WaitAsync(cancellationToken).ConfigureAwait(false);

        // It never got to the command: nothing has been read or written.
        return await processes.RunAsync(command, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task StartDetachedAsync(ProcessCommand command, string logFile, CancellationToken cancellationToken = default) =>
        processes.StartDetachedAsync(command, logFile, cancellationToken);

    /// <inheritdoc/>
    public Task SignalGroupAsync(int processGroup, GroupSignal signal, CancellationToken cancellationToken = default) =>
        processes.SignalGroupAsync(processGroup, signal, cancellationToken);

    // Several commands may find at once that it is lost.
    private Task HoldAgainAsync()
    {
        lock (holding)
        {
            if (hold is { IsLost: true } && holdingAgain.IsCompleted)
                holdingAgain = TakeAgainAsync();
            return holdingAgain;
        }
    }

    // In a container that does not run, or that is gone, it stays lost: the command that follows finds out.
    private async Task TakeAgainAsync()
    {
        var (again, _) = await ContainerHold.ShareAsync(processes, Enter, [], CancellationToken.None).ConfigureAwait(false);
        hold = again ?? hold;
    }

    // A log that is followed, which is the only thing with both ends open: its container was stopped, or its engine. 125 and
    // above are the program's own words, a KILL, or, where there is no setsid(1), the Ctrl-C that the driver gets too, which then is no
    // trouble of the engine.
    private static bool WasCut(ProcessResult result) =>
        result.ExitCode is 125 or 130 or 137 or 143 or 255
        || result.Error.Contains("unexpected EOF", StringComparison.Ordinal)
        || result.Error.Contains("cannot connect", StringComparison.OrdinalIgnoreCase);

    // docker: "Container ID is not running"; podman: "can only create exec sessions on running containers".
    private static bool IsStopped(ProcessResult result) =>
        !result.Succeeded
        && (result.Error.Contains("is not running", StringComparison.Ordinal)
            || result.Error.Contains("container state improper", StringComparison.Ordinal));
}
