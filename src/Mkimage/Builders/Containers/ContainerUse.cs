using System;
using System.IO;

namespace Bivouac.Mkimage.Builders.Containers;

/// <summary>When images and volumes were last used from this machine: an empty file each in the cache, whose time it is.</summary>
internal static class ContainerUse
{
    /// <summary>The file of an image or volume.</summary>
    /// <param name="cacheDirectory">The cache.</param>
    /// <param name="name"><c>PROGRAM:NAME</c>.</param>
    public static string FileOf(string cacheDirectory, string name) =>
        Path.Combine(cacheDirectory, "containers", name.Replace(':', '-') + ".used");

    /// <summary>Notes a use.</summary>
    /// <param name="cacheDirectory">The cache.</param>
    /// <param name="name"><c>PROGRAM:NAME</c>.</param>
    /// <param name="now">The time.</param>
    public static void Note(string cacheDirectory, string name, DateTimeOffset now)
    {
        var file = FileOf(cacheDirectory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "");
        File.SetLastWriteTimeUtc(file, now.UtcDateTime);
    }

    /// <summary>The last use that was noted, or null.</summary>
    /// <param name="cacheDirectory">The cache.</param>
    /// <param name="name"><c>PROGRAM:NAME</c>.</param>
    public static DateTimeOffset? Last(string cacheDirectory, string name) =>
        File.Exists(FileOf(cacheDirectory, name)) ? File.GetLastWriteTimeUtc(FileOf(cacheDirectory, name)) : null;
}
