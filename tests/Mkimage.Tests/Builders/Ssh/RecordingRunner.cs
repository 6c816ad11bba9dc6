using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Tests.Builders.Ssh;

/// <summary>Runs processes, notes their last arguments and counts the bytes that are sent to them.</summary>
internal sealed class RecordingRunner : IProcessRunner
{
    private readonly ProcessRunner inner = new();
    private readonly ConcurrentQueue<string> lines = new();
    private long sent;

    /// <summary>The bytes that were written to processes.</summary>
    public long Sent => Interlocked.Read(ref sent);

    /// <summary>Is told the bytes that were written to a process so far.</summary>
    public Action<long>? OnSent { get; set; }

    /// <summary>The last argument of each process: with ssh, the command line for the far side.</summary>
    public IReadOnlyList<string> Lines => [.. lines];

    public async Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellationToken = default)
    {
        lines.Enqueue(command.Arguments.LastOrDefault() ?? "");
        if (command.Input is { } input)
        {
            command = command with
            {
                Input = async (stream, token) =>
                {
                    var counted = new CountingStream(stream, new Told(OnSent));
                    try
                    {
                        await input(counted, token);
                    }
                    finally
                    {
                        Interlocked.Add(ref sent, counted.Count);
                    }
                },
            };
        }

        return await inner.RunAsync(command, cancellationToken);
    }

    public Task StartDetachedAsync(ProcessCommand command, string logFile, CancellationToken cancellationToken = default) =>
        inner.StartDetachedAsync(command, logFile, cancellationToken);

    public Task SignalGroupAsync(int processGroup, GroupSignal signal, CancellationToken cancellationToken = default) =>
        inner.SignalGroupAsync(processGroup, signal, cancellationToken);

    private sealed class Told(Action<long>? told) : IProgress<long>
    {
        public void Report(long value) => told?.Invoke(value);
    }
}
