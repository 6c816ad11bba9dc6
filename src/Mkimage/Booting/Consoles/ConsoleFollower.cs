using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Pipelines;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Bivouac.Mkimage.Booting.Events;
using Bivouac.Mkimage.Building;

namespace Bivouac.Mkimage.Booting.Consoles;

/// <summary>Follows a console: keeps it in a file as it is, tells its lines as they come, and looks for what is waited for.</summary>
/// <param name="logFile">The file; an older one is replaced.</param>
/// <param name="events">Is told each line.</param>
internal sealed class ConsoleFollower(string logFile, BootEvents events)
{
    /// <summary>How many lines of a console are told when a boot failed.</summary>
    public const int TailLines = 30;

    private readonly List<ConsoleWatch> _watches = [];
    private readonly Queue<string> _tail = new();
    private readonly ConsoleText _text = new();
    private readonly TaskCompletionSource<string> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly object _one = new();

    /// <summary>The file that the console is kept in.</summary>
    public string LogFile => logFile;

    /// <summary>Why the boot does not go on by itself, once a line said so; see <see cref="ConsoleEnd"/>.</summary>
    public Task<string> HasEnded => _end.Task;

    /// <summary>Whether it printed anything.</summary>
    public bool IsSilent { get; private set; } = true;

    /// <summary>Waits for a line. Call it before the machine is started: what was printed before is not looked at.</summary>
    /// <param name="pattern">What it must match.</param>
    public ConsoleWatch Watch(Regex pattern)
    {
        var watch = new ConsoleWatch(pattern);
        _watches.Add(watch);
        return watch;
    }

    /// <summary>The last lines that say something, oldest first.</summary>
    public IReadOnlyList<string> Tail()
    {
        lock (_one) return LogText.Tail([.. _tail, _text.Unfinished], TailLines);
    }

    /// <summary>Follows to the end.</summary>
    /// <param name="console">What the console prints.</param>
    /// <exception cref="DriverException">The file cannot be written (<see cref="ExitCode.Unexpected"/>), or an expression cannot be used.</exception>
    public async Task FollowAsync(PipeReader console)
    {
        try
        {
            await using var log = Open();
            while (true)
            {
                var read = await console.ReadAsync().ConfigureAwait(false);
                foreach (var piece in read.Buffer)
                {
                    await log.WriteAsync(piece).ConfigureAwait(false);
                    Take(piece.Span);
                }

                await log.FlushAsync().ConfigureAwait(false);
                console.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted) break;
            }

            if (_text.Unfinished is { Length: > 0 } rest) events.ConsoleLine(rest);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DriverException(ExitCode.Unexpected, "The console cannot be kept", e.Message.TrimEnd('.'), "Make room for it, or pass another folder with --output DIR.", e);
        }
        finally
        {
            // Without a reader, what comes is dropped, and nobody waits.
            await console.CompleteAsync().ConfigureAwait(false);
        }
    }

    private void Take(ReadOnlySpan<byte> piece)
    {
        IsSilent &= piece.IsEmpty;
        IReadOnlyList<string> lines;
        lock (_one)
        {
            lines = _text.Take(piece);
            foreach (var line in lines)
            {
                _tail.Enqueue(line);
                if (_tail.Count > 10 * TailLines) _tail.Dequeue();
            }
        }

        foreach (var line in lines)
        {
            events.ConsoleLine(line);
            Look(line);
        }

        Look(_text.Unfinished);
    }

    /// <summary>What is waited for counts before what ends the boot: it may be the same line.</summary>
    private void Look(string line)
    {
        foreach (var watch in _watches) watch.Look(line);
        if (ConsoleEnd.WhyOf(line) is { } why) _end.TrySetResult(why);
    }

    private FileStream Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(logFile)!);
        return new FileStream(logFile, FileMode.Create, FileAccess.Write, FileShare.Read);
    }
}
