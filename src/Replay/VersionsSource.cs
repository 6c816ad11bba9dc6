using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Versioning;

namespace Bivouac.Replay;

/// <summary>The VERSIONS file of a project.</summary>
/// <param name="Path">Where it is, or null when there is none.</param>
/// <param name="File">What it says.</param>
/// <param name="IsShared">Whether it lies outside of the project's folder: then other projects may use what this one does not.</param>
internal sealed record VersionsSource(string? Path, VersionsFile File, bool IsShared = false)
{
    /// <summary>No file.</summary>
    public static VersionsSource None { get; } = new(null, VersionsFile.Empty);

    /// <summary>Whether the path is that of a VERSIONS file.</summary>
    public static bool IsVersions(string path) =>
        path.EndsWith(VersionsFile.FileName, StringComparison.Ordinal)
        && (path.Length == VersionsFile.FileName.Length || path[path.Length - VersionsFile.FileName.Length - 1] is '/' or '\\');

    /// <summary>Of several files the one with the longest way in common with the project's folder, then the one least deep.</summary>
    public static string? Nearest(IEnumerable<string> paths, string? projectFolder)
    {
        var project = Segments(projectFolder ?? "");
        return paths.OrderByDescending(p => Common(Folder(p), project)).ThenBy(p => Folder(p).Length).ThenBy(p => p, StringComparer.Ordinal).FirstOrDefault();
    }

    /// <summary>Whether a file lies in another folder than the project; not where the project's folder is not known.</summary>
    public static bool IsOutside(string path, string? projectFolder) =>
        !string.IsNullOrEmpty(projectFolder) && !Folder(path).SequenceEqual(Segments(projectFolder!));

    private static string[] Folder(string path)
    {
        var segments = Segments(path);
        return segments.Take(segments.Length - 1).ToArray();
    }

    private static string[] Segments(string path) => path.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries);

    private static int Common(string[] folder, string[] project)
    {
        var count = 0;
        while (count < folder.Length && count < project.Length && folder[count] == project[count]) count++;
        return count;
    }
}
