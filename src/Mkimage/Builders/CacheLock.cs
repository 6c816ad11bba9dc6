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
    public static async Task<CacheLock> TakeAsync(string file, Action? onWait, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var waits = false;
        while (true)
        {
            try
            {
                // FileShare.None is flock(2) on Linux.
                return new CacheLock(new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
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
