using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Image.Artifacts;

/// <summary>
/// Takes the hashes of an ISO as soon as nobody seems to write to it any more. xorriso has written all of an image half a second and more
/// before it ends, and hashing takes as long for each 300 MB. They count only for a file that nobody has written to since.
/// </summary>
public sealed class DigestsAhead : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Longer than the clock of a file system takes from one tick to the next, or a later write would leave the same time; and than Linux holds
    /// up who writes faster than the disk.
    /// </summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource ended = new();
    private readonly CancellationTokenSource dropped = new();
    private readonly Task<(Stamp Stamp, ImageDigests Digests)?> ahead;
    private volatile Stamp? hashed;

    /// <summary>Begins to look for the ISO.</summary>
    /// <param name="path">Where it will be made; null when it cannot be read there, and hashed only later.</param>
    /// <param name="clock">Tells the time by which files are stamped.</param>
    public DigestsAhead(string? path, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ahead = path is null ? Task.FromResult<(Stamp, ImageDigests)?>(null) : FindAsync(path, clock);
    }

    /// <summary>Ends when there are hashes ahead, or when there will be none.</summary>
    internal Task Known => ahead;

    /// <summary>The hashes of the ISO, which nobody writes to any more: those that were taken ahead when they are of this very file as it is, else new ones.</summary>
    /// <param name="path">The ISO.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public async Task<ImageDigests> OfAsync(string path)
    {
        await ended.CancelAsync().ConfigureAwait(false);

        // What was begun of another file, or of this one before it was whole, is of no use.
        if (hashed is { } begun && begun != Stamp.Of(path)) await dropped.CancelAsync().ConfigureAwait(false);
        return await ahead.ConfigureAwait(false) is var (stamp, digests) && Stamp.Of(path) == stamp ? digests : await ImageDigests.OfAsync(path).ConfigureAwait(false);
    }

    /// <summary>Ends the looking and the hashing.</summary>
    public void Dispose()
    {
        ended.Cancel();
        dropped.Cancel();
    }

    private async Task<(Stamp Stamp, ImageDigests Digests)?> FindAsync(string path, TimeProvider clock)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Look, clock, ended.Token).ConfigureAwait(false);
                if (Stamp.Of(path) is not { IsExact: true } stamp || clock.GetUtcNow() - stamp.Written < Settled) continue;
                hashed = stamp;
                var digests = await ImageDigests.OfAsync(path, dropped.Token).ConfigureAwait(false);
                if (Stamp.Of(path) == stamp) return (stamp, digests);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or UnauthorizedAccessException)
        {
            // Nothing is known ahead: whoever hashes the file in its last place hears what is wrong with it.
            return null;
        }
    }

    private sealed record Stamp(long Length, DateTimeOffset Written)
    {
        /// <summary>File systems that know only whole seconds, or every second one, may give the same time to two writes.</summary>
        public bool IsExact => Written.Ticks % TimeSpan.TicksPerSecond != 0;

        public static Stamp? Of(string path) => new FileInfo(path) is { Exists: true } file ? new(file.Length, file.LastWriteTimeUtc) : null;
    }
}
