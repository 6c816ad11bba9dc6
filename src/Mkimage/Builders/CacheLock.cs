using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Builders;

/// <summary>A lock between processes on something in the cache. The kernel gives it back when its owner dies.</summary>
internal sealed class CacheLock : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private readonly FileStream stream;

    private CacheLock(FileStream stream) => this.stream = stream;

    /// <summary>Takes the lock, after whoever has it.</summary>
    /// <param name="file">The lock's file; it stays behind, since removing it would let two take it.</param>
    /// <param name="onWait">Is called once when it has to wait.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static Task<CacheLock> TakeAsync(string file, Action? onWait, CancellationToken cancellationToken) =>
        WaitAsync(file, FileAccess.ReadWrite, FileShare.None, onWait, cancellationToken);

    /// <summary>Takes a share of the lock, which others can have too but nobody can take whole meanwhile.</summary>
    /// <param name="file">The lock's file.</param>
    /// <param name="cancellationToken">Ends the waiting for one who has it whole.</param>
    public static Task<CacheLock> ShareAsync(string file, CancellationToken cancellationToken) =>
        WaitAsync(file, FileAccess.Read, FileShare.Read, onWait: null, cancellationToken);

    /// <summary>Takes the lock unless somebody has it or a share of it.</summary>
    /// <param name="file">The lock's file.</param>
    /// <returns>The lock, or null.</returns>
    public static CacheLock? TryTake(string file)
    {
        try
        {
            return Open(file, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (IsTaken(e))
        {
            return null;
        }
    }

    private static CacheLock Open(string file, FileAccess access, FileShare share) =>

        // FileShare.None is flock(2) on Linux for the whole, FileShare.Read for a share.
        new(new FileStream(file, FileMode.OpenOrCreate, access, share));

    private static async Task<CacheLock> WaitAsync(string file, FileAccess access, FileShare share, Action? onWait, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var waits = false;
        while (true)
        {
            try
            {
                return Open(file, access, share);
            }
            catch (IOException e) when (IsTaken(e))
            {
                if (!waits)
                    onWait?.Invoke();
                waits = true;
                await Task.Delay(Poll, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => stream.Dispose();

    // EWOULDBLOCK on Linux, EAGAIN's value on macOS, ERROR_SHARING_VIOLATION on Windows: all else is a failure to tell.
    private static bool IsTaken(IOException e) => (e.HResult & 0xFFFF) is 11 or 35 or 32;
}
