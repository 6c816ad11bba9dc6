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
    /// <summary>A command inside as one of this machine.</summary>
    /// <param name="command">The command inside.</param>
    public ProcessCommand Enter(IReadOnlyList<string> command) => cli.Exec(container, command);

    /// <inheritdoc/>
    public async Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellationToken = default)
    {
        var result = await processes.RunAsync(command, cancellationToken).ConfigureAwait(false);
        if (!IsStopped(result))
            return command is { Input: not null, Output: not null } && WasCut(result) ? throw new LinkLostException(result) : result;
        await cli.RequireAsync($"The container {container} cannot be started", cancellationToken, "start", container).ConfigureAwait(false);

        // It never got to the command: nothing has been read or written.
        return await processes.RunAsync(command, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task StartDetachedAsync(ProcessCommand command, string logFile, CancellationToken cancellationToken = default) =>
        processes.StartDetachedAsync(command, logFile, cancellationToken);

    /// <inheritdoc/>
    public Task SignalGroupAsync(int processGroup, GroupSignal signal, CancellationToken cancellationToken = default) =>
        processes.SignalGroupAsync(processGroup, signal, cancellationToken);

    // A log that is followed, which is the only thing with both ends open: its container was stopped, or its engine. 125 and
    // above are the program's own words, a KILL, or the Ctrl-C that the driver gets too, which then is no trouble of the engine.
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
