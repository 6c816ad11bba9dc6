using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Tests.Builders;

/// <summary>Looks at the arguments of all processes of this machine, again and again, for a word.</summary>
internal sealed class CommandLineWatch : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, byte> found = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource end = new();
    private readonly Task watching;
    private int rounds;

    public CommandLineWatch(string word)
    {
        watching = Task.Factory.StartNew(
            () =>
            {
                while (!end.IsCancellationRequested)
                {
                    Look(word);
                    Interlocked.Increment(ref rounds);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    /// <summary>The command lines that held the word.</summary>
    public IReadOnlyCollection<string> Found => [.. found.Keys];

    /// <summary>Waits until all processes have been looked at once more.</summary>
    public async Task RoundAsync(CancellationToken cancellationToken)
    {
        for (var enough = Volatile.Read(ref rounds) + 2; Volatile.Read(ref rounds) < enough;)
            await Task.Delay(10, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await watching;
        end.Dispose();
    }

    private void Look(string word)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(static f => char.IsAsciiDigit(Path.GetFileName(f)[0])))
        {
            try
            {
                var line = File.ReadAllText(Path.Combine(folder, "cmdline"));
                if (line.Contains(word, StringComparison.Ordinal))
                    found.TryAdd(line.Replace('\0', ' '), 0);
            }
            catch (IOException)
            {
                // It has ended since.
            }
        }
    }
}
