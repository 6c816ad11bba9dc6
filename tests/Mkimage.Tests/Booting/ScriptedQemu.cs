using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Tests.Booting;

/// <summary>Stands for the programs that a boot starts: a QEMU whose console prints a text, and an ssh that answers as it is told. Nothing is started.</summary>
/// <param name="console">What the console prints.</param>
internal sealed class ScriptedQemu(string console) : IProcessRunner
{
    private int _running;

    /// <summary>How QEMU ends by itself, by the number of its start from 0; null: it runs until it is ended.</summary>
    public Func<int, ProcessResult?> Ends { get; init; } = _ => null;

    /// <summary>What ssh answers, by the number of the attempt from 0.</summary>
    public Func<int, ProcessResult> Ssh { get; init; } = _ => new(255, "", "ssh: connect to host 127.0.0.1 port 1: Connection refused\n");

    /// <summary>The command lines of the QEMUs.</summary>
    public ConcurrentQueue<IReadOnlyList<string>> Machines { get; } = new();

    /// <summary>The command lines of ssh.</summary>
    public ConcurrentQueue<IReadOnlyList<string>> Logins { get; } = new();

    /// <summary>How many QEMUs run.</summary>
    public int Running => Volatile.Read(ref _running);

    public async Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellationToken = default)
    {
        if (command.Program == "ssh")
        {
            var attempt = Logins.Count;
            Logins.Enqueue(command.Arguments);
            cancellationToken.ThrowIfCancellationRequested();
            return Ssh(attempt);
        }

        var start = Machines.Count;
        Machines.Enqueue(command.Arguments);
        Interlocked.Increment(ref _running);
        try
        {
            var end = Ends(start);
            if (end?.Error is not { Length: > 0 }) await command.Output!.WriteAsync(Encoding.UTF8.GetBytes(console), cancellationToken);
            if (end is not null) return end;
            await command.Input!(System.IO.Stream.Null, cancellationToken);
            return new(137, "", "");
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    public Task StartDetachedAsync(ProcessCommand command, string logFile, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task SignalGroupAsync(int processGroup, GroupSignal signal, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
