using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders.Shell;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders.Ssh;

/// <summary>
/// One multiplexed connection through the user's own OpenSSH, made when it is needed and made again when it was lost. ssh never
/// asks anything here (BatchMode): a question that needs a person is answered by hand once, with plain ssh.
/// </summary>
/// <param name="target">Where to.</param>
/// <param name="settings">How.</param>
/// <param name="socket">The socket of the connection that is shared; null where OpenSSH cannot share one.</param>
/// <param name="processes">Starts ssh.</param>
/// <param name="time">The clock.</param>
internal sealed class SshConnection(SshTarget target, SshSettings settings, SshSocket? socket, IProcessRunner processes, TimeProvider time)
    : IProcessRunner, IDisposable
{
    // 255 is ssh's own. It is mapped away, so that it always means that the connection is lost.
    private const string Wrapper = """
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C
        export PATH LC_ALL
        "$@"
        code=$?
        [ "$code" -ne 255 ] || code=254
        exit "$code"
        """;

    private readonly SemaphoreSlim making = new(1);
    private bool isUp;
    private bool wasUp;

    /// <summary>Turns a command there into the ssh that runs it. The login shell there parses it once.</summary>
    /// <param name="command">The program and its arguments.</param>
    public ProcessCommand Enter(IReadOnlyList<string> command) => Ssh(
        socket is null ? [] : ["-S", socket.Path, "-o", "ControlMaster=no"],
        "exec " + ShellWord.Line(["/bin/sh", "-c", Wrapper, "sh", .. command]));

    /// <summary>
    /// Runs a command of <see cref="Enter"/>. When the connection is lost, one whose output is kept is run again, after a pause
    /// and for a bounded time: it must be one that may run twice.
    /// </summary>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="LinkLostException">The connection was lost, and the command's output goes to a stream.</exception>
    /// <exception cref="DriverException">The machine cannot be reached (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public async Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        var retry = Retry();
        while (true)
        {
            try
            {
                var result = await RunOnceAsync(command, cancellationToken).ConfigureAwait(false);
                retry.Reset();
                return result;
            }
            catch (LinkLostException e) when (command.Output is null)
            {
                await retry.WaitAsync(e, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Runs a command of <see cref="Enter"/> once.</summary>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="LinkLostException">The connection was lost; the command may have run.</exception>
    /// <exception cref="DriverException">The machine cannot be reached (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public async Task<ProcessResult> RunOnceAsync(ProcessCommand command, CancellationToken cancellationToken)
    {
        await ConnectAsync(cancellationToken).ConfigureAwait(false);
        var result = await processes.RunAsync(command, cancellationToken).ConfigureAwait(false);
        if (result.ExitCode == SshFailure.OwnExitCode)
            throw Lost(result);
        wasUp = true;
        return result;
    }

    /// <summary>How a lost connection is tried again.</summary>
    public LinkRetry Retry() => new(target.Name, time, settings.Patience, Notices);

    /// <summary>Where it is told that the connection was lost.</summary>
    public LinkNotices Notices { get; } = new();

    /// <inheritdoc/>
    public Task StartDetachedAsync(ProcessCommand command, string logFile, CancellationToken cancellationToken = default) =>
        processes.StartDetachedAsync(command, logFile, cancellationToken);

    /// <inheritdoc/>
    public Task SignalGroupAsync(int processGroup, GroupSignal signal, CancellationToken cancellationToken = default) =>
        processes.SignalGroupAsync(processGroup, signal, cancellationToken);

    /// <summary>Frees what the connection holds in this process. The shared one ends by itself when nobody uses it.</summary>
    public void Dispose() => making.Dispose();

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        if (socket is null || Volatile.Read(ref isUp))
            return;
        await making.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (isUp)
                return;

            // One of a former process may be there still.
            var check = await processes.RunAsync(Ssh(["-S", socket.Path, "-O", "check"], null), cancellationToken).ConfigureAwait(false);
            if (!check.Succeeded)
            {
                socket.Clear();
                var master = await processes.RunAsync(
                    Ssh(["-f", "-N", "-M", "-S", socket.Path, "-o", "ControlPersist=60"], null),
                    cancellationToken).ConfigureAwait(false);
                if (!master.Succeeded)
                    throw Lost(master);
            }

            wasUp = true;
            Volatile.Write(ref isUp, true);
        }
        finally
        {
            making.Release();
        }
    }

    private Exception Lost(ProcessResult result)
    {
        Volatile.Write(ref isUp, false);
        var failure = SshFailure.Of(result, target);

        // What has never stood is told at once: the user is there to mend it.
        return failure.IsFinal || !wasUp ? failure.ToException(target) : new LinkLostException(result);
    }

    private ProcessCommand Ssh(IEnumerable<string> options, string? line)
    {
        List<string> arguments = [.. settings.Program.Skip(1)];
        if (settings.ConfigFile is { } file)
            arguments.AddRange(["-F", file]);

        // The user's configuration may ask for these in the sessions that he types in.
        foreach (var option in (string[])[
            "BatchMode=yes", "RequestTTY=no", "RemoteCommand=none", "ClearAllForwardings=yes", "PermitLocalCommand=no",
            "ForwardAgent=no", "ForwardX11=no", "LogLevel=ERROR", "ConnectTimeout=15", "ServerAliveCountMax=3",
            string.Create(CultureInfo.InvariantCulture, $"ServerAliveInterval={(int)settings.AliveInterval.TotalSeconds}")])
        {
            arguments.AddRange(["-o", option]);
        }

        arguments.AddRange(options);
        if (target.Port is { } port)
            arguments.AddRange(["-p", port.ToString(CultureInfo.InvariantCulture)]);
        if (target.User is { } user)
            arguments.AddRange(["-l", user]);
        arguments.AddRange(["--", target.Host]);
        if (line is not null)
            arguments.Add(line);
        return new ProcessCommand(settings.Program[0], arguments);
    }
}
