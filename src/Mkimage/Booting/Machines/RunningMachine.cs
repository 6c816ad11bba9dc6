using System;
using System.Globalization;
using System.IO;
using System.IO.Pipelines;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Booting.Machines;

/// <summary>A machine that was started. It and its folder end with this object, and with this process however that ends.</summary>
internal sealed class RunningMachine : IAsyncDisposable
{
    // A session of its own keeps the terminal's Ctrl-C from QEMU: what it means is the driver's matter.
    private const string Session = """
        script=$1
        shift
        if command -v setsid >/dev/null; then exec setsid /bin/sh -c "$script" sh "$@"; fi
        exec /bin/sh -c "$script" sh "$@"
        """;

    // Nobody writes to the standard input. It ends when the driver ends the machine, and when the driver is gone. The folder may
    // hold a key, so it goes with the machine, whoever ended it.
    private const string Held = """
        folder=$1
        shift
        exec 3<&0
        "$@" </dev/null 3<&- &
        machine=$!
        { cat <&3; kill -s KILL "$machine"; } >/dev/null 2>&1 &
        watch=$!
        exec 3<&-
        wait "$machine"
        code=$?
        kill "$watch" 2>/dev/null
        rm -rf -- "$folder"
        exit "$code"
        """;

    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Pipe _console = new();
    private readonly MachineSettings _settings;

    private RunningMachine(MachineSettings settings) => _settings = settings;

    /// <summary>What its serial console prints. Whoever reads it completes it: a machine waits for its reader.</summary>
    public PipeReader Console => _console.Reader;

    /// <summary>How QEMU ended; by itself, or because it was asked to.</summary>
    public Task<ProcessResult> Ended { get; private set; } = null!;

    /// <summary>QEMU's process id, or null when it is not running.</summary>
    public int? ProcessId => File.Exists(_settings.ProcessFile) && int.TryParse(File.ReadAllText(_settings.ProcessFile), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>Starts a machine.</summary>
    /// <param name="settings">The machine.</param>
    /// <param name="processes">Starts processes.</param>
    public static RunningMachine Start(MachineSettings settings, IProcessRunner processes)
    {
        if (settings.Firmware is { } firmware) File.Copy(firmware.Variables, settings.VariablesFile, overwrite: true);
        var machine = new RunningMachine(settings);
        machine.Ended = machine.RunAsync(processes);
        return machine;
    }

    /// <summary>Ends QEMU and waits until it is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        _end.TrySetResult();
        await ((Task)Ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<ProcessResult> RunAsync(IProcessRunner processes)
    {
        try
        {
            var command = new ProcessCommand("/bin/sh", ["-c", Session, "sh", Held, _settings.Folder, _settings.Arch.Program, .. QemuArguments.Of(_settings)])
            {
                Input = (_, token) => _end.Task.WaitAsync(token),
                Output = _console.Writer.AsStream(leaveOpen: true),
            };
            return await processes.RunAsync(command, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            await _console.Writer.CompleteAsync().ConfigureAwait(false);
        }
    }
}
