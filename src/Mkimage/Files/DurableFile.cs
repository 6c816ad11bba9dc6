using System;
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

    /// <summary>Waits until all that was written to a file by whatever program is on the disk.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It is not there, or the disk failed.</exception>
    public static void Flush(string path)
    {
        // Windows flushes only what is open for writing; Linux anything, which need not be writable.
        var access = OperatingSystem.IsWindows() ? FileAccess.ReadWrite : FileAccess.Read;
        using var file = File.OpenHandle(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.FlushToDisk(file);
    }
}
