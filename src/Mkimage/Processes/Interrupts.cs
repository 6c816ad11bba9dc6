using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace Bivouac.Mkimage.Processes;

/// <summary>
/// The signals that this process gets: the first SIGINT (Ctrl-C) and a second one are told apart, SIGTERM counts as both. While it
/// lives, none of them ends the process by itself.
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
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Take(signal, isLast: first.IsCancellationRequested));
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Take(signal, isLast: true));
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

    // The second one first: whoever wakes up by the first looks whether the other is there too.
    private void Take(PosixSignalContext signal, bool isLast)
    {
        signal.Cancel = true;
        if (isLast) second.Cancel();
        first.Cancel();
    }
}
