using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Files;

/// <summary>Brings folders to the disk, before they get a name by which they are taken for whole.</summary>
internal static class DurableFolder
{
    /// <summary>
    /// Waits, on a thread of its own, until all that is in a folder is on the disk: with Linux by the whole file system at once,
    /// which takes seconds where much is written, so it is for what is made once.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="IOException">It is not there, or the disk failed.</exception>
    public static Task FlushAsync(string path) =>
        Task.Factory.StartNew(() => Flush(path), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Flush(string path)
    {
        if (OperatingSystem.IsLinux())
        {
            FlushFileSystem(path);
            return;
        }

        var files = Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint });
        foreach (var file in files) DurableFile.Flush(file);
    }

    private static void FlushFileSystem(string path)
    {
        // .NET opens no folder. Only for reading, and not for programs that are started meanwhile: O_RDONLY | O_CLOEXEC.
        const int forReading = 0x80000;
        var folder = Open(path, forReading);
        if (folder < 0) throw Failed(path);
        try
        {
            if (SyncFs(folder) != 0) throw Failed(path);
        }
        finally
        {
            _ = Close(folder);
        }
    }

    private static IOException Failed(string path) => new($"'{path}' cannot be brought to the disk: {Marshal.GetLastPInvokeErrorMessage()}");

    [DllImport("libc", EntryPoint = "open", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "syncfs", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SyncFs(int file);

    [DllImport("libc", EntryPoint = "close"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int file);
}
