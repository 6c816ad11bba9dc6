using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Bivouac.Mkimage.Downloads.Caching;

namespace Bivouac.Mkimage.Building.Space;

/// <summary>What is kept in this machine's cache.</summary>
public static class CacheSpace
{
    /// <summary>What can be fetched again: downloads and minirootfs archives by their hash, and copies of Alpine's scripts.</summary>
    private static readonly string[] Fetched = ["downloads", "aports"];

    /// <summary>Measures each folder of the cache; what must not be read counts nothing.</summary>
    /// <param name="cacheDirectory">The cache.</param>
    public static IReadOnlyList<SpaceItem> Measure(string cacheDirectory) => !Directory.Exists(cacheDirectory)
        ? []
        : [.. Directory.EnumerateDirectories(cacheDirectory).Order(StringComparer.Ordinal).Select(f => new SpaceItem(Path.GetFileName(f), "", BytesOf(new DirectoryInfo(f))))];

    /// <summary>Removes what can be fetched again; builder roots are left to <c>builder remove</c>, the signing key stays.</summary>
    /// <param name="cacheDirectory">The cache.</param>
    /// <returns>The bytes that were freed.</returns>
    public static long Remove(string cacheDirectory)
    {
        var folders = Fetched.Select(n => new DirectoryInfo(Path.Combine(cacheDirectory, n))).Where(f => f.Exists).ToArray();
        var bytes = folders.Sum(BytesOf);

        // A download that another driver fetches or copies now stays, and the locks by which drivers wait for each other.
        var kept = new DownloadCache(cacheDirectory, TimeProvider.System).Clean().InUse.Select(d => d.Hex).ToHashSet(StringComparer.Ordinal);
        foreach (var entry in folders.SelectMany(f => f.EnumerateFileSystemInfos()).Where(e => !kept.Contains(e.Name) && e.Extension != ".lock"))
        {
            if (entry is DirectoryInfo folder) folder.Delete(recursive: true);
            else entry.Delete();
        }

        var left = folders.Sum(BytesOf);
        foreach (var folder in folders.Where(f => !f.EnumerateFileSystemInfos().Any())) folder.Delete();
        return bytes - left;
    }

    private static long BytesOf(DirectoryInfo folder) => folder
        .EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint })
        .Sum(f => f.Length);
}
