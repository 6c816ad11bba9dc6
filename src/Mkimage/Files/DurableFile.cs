using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Files;

/// <summary>Brings files to the disk.</summary>
internal static class DurableFile
{
    /// <summary>Waits, on a thread of its own, until all that was written to a file by whatever program is on the disk.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It is not there, or the disk failed.</exception>
    public static Task FlushAsync(string path) =>
        Task.Factory.StartNew(() => Flush(path), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Flush(string path)
    {
        // Some systems flush only what is open for writing.
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.FlushToDisk(file);
    }
}
