using System;
using Bivouac.Mkimage.Http;

namespace Bivouac.Mkimage.Downloads.Locking;

/// <summary>What <c>livecd.lock</c> records of a download.</summary>
/// <param name="Name">What the definition called it when it was first seen.</param>
/// <param name="Url">Where it is; each URL has one entry.</param>
/// <param name="Checksum">The checksum that the vendor or the author gave, and the file had.</param>
/// <param name="Length">How many bytes it had.</param>
/// <param name="ChecksumFrom">Where the checksum came from: a URL, or <c>pinned</c>.</param>
/// <param name="FirstSeen">The day.</param>
internal sealed record LockedDownload(string Name, Uri Url, FileChecksum Checksum, long Length, string ChecksumFrom, DateOnly FirstSeen)
{
    /// <summary>The failure of a vendor who says another checksum than before.</summary>
    /// <param name="now">What is said now, and by whom.</param>
    public DriverException Differs(string now) => new(
        ExitCode.DownloadFailed,
        $"{Name}: {Url} is not what it was",
        FormattableString.Invariant($"{LivecdLock.FileName} has {Checksum}, first seen on {FirstSeen:yyyy-MM-dd} ({ChecksumFrom}); now it is {now}"),
        $"If the vendor meant to change the file, run 'downloads accept {Name}' or remove its entry from {LivecdLock.FileName}; else do not build with it.");
}
