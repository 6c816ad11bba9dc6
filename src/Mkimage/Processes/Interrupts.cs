using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace Bivouac.Mkimage.Processes;

/// <summary>
/// The signals that this process gets: the first SIGINT (Ctrl-C) and a second one are told apart, SIGTERM counts as both. While it
/// lives, only a further one ends the process by itself.
/// </summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource first = new();
    private readonly CancellationTokenSource second = new();
    private readonly PosixSignalRegistration interrupt;
    private readonly PosixSignalRegistration terminate;

    /// <summary>Begins to take the signals.</summary>
    public Interrupts()
    {
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Take);
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Take);
    }

    /// <summary>Is cancelled by the first signal.</summary>
    public CancellationToken First => first.Token;

    /// <summary>Is cancelled by a second SIGINT, or a SIGTERM.</summary>
    public CancellationToken Second => second.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        interrupt.Dispose();
        terminate.Dispose();
        first.Dispose();
        second.Dispose();
    }

    /// <summary>Takes a signal.</summary>
    /// <param name="signal">SIGINT or SIGTERM.</param>
    internal void Take(PosixSignal signal)
    {
        // The second one first: whoever wakes up by the first looks whether the other is there too.
        if (signal == PosixSignal.SIGTERM || first.IsCancellationRequested) second.Cancel();
        first.Cancel();
    }

    private void Take(PosixSignalContext context)
    {
        // Ending a build may hang on a builder that cannot be reached: a further signal ends this process.
        context.Cancel = !second.IsCancellationRequested;
        Take(context.Signal);
    }
}
