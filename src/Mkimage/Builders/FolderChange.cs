using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Builders;

/// <summary>Wakes who waits for something to happen to the files of a folder. A change may be missed, so nobody waits for long.</summary>
internal sealed class FolderChange : IDisposable
{
    private readonly FileSystemWatcher? watcher;
    private readonly SemaphoreSlim changed = new(0, 1);

    /// <summary>Begins to watch.</summary>
    /// <param name="folder">The folder, which is there.</param>
    public FolderChange(string folder)
    {
        var made = new FileSystemWatcher { NotifyFilter = NotifyFilters.FileName | NotifyFilters.Size | NotifyFilters.LastWrite };
        made.Created += (_, _) => Wake();
        made.Changed += (_, _) => Wake();
        made.Renamed += (_, _) => Wake();
        made.Error += (_, _) => Wake();
        try
        {
            made.Path = folder;
            made.EnableRaisingEvents = true;
            watcher = made;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // The system watches only so many folders at a time, or none, or the folder has just gone: who waits is woken by the time alone.
            made.Dispose();
        }
    }

    /// <summary>Waits for a change since the last time, or for some time.</summary>
    /// <param name="most">How long at most.</param>
    /// <param name="without">How long where nothing can be watched.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task WaitAsync(TimeSpan most, TimeSpan without, CancellationToken cancellationToken) =>
        changed.WaitAsync(watcher is null ? without : most, cancellationToken);

    /// <summary>Ends the watching.</summary>
    public void Dispose() => watcher?.Dispose();

    /// <summary>Events come one after another, so none comes between the look and the release.</summary>
    private void Wake()
    {
        if (changed.CurrentCount == 0) changed.Release();
    }
}
