using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Bivouac.Mkimage.Builders;

/// <summary>The folder of this machine that builds run in.</summary>
internal static class WorkDirectory
{
    /// <summary>What a build needs at least, in bytes: less is not worth beginning with (contract L4).</summary>
    public const long LeastFree = 1L << 30;

    private const int MostLinks = 40;

    /// <summary>Looks at the file system that a folder is, or would be, on.</summary>
    /// <param name="path">The folder, which may not be there yet.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <returns>The bytes that are free, or null when they cannot be asked for.</returns>
    public static long? Inspect(string path, ICollection<BuilderProblem> problems)
    {
        var real = RealPath(path);
        var drive = Free(real);
        Judge(path, real, drive?.DriveFormat, drive?.AvailableFreeSpace, problems);
        return drive?.AvailableFreeSpace;
    }

    /// <summary>Judges a file system of whatever machine.</summary>
    /// <param name="path">The folder as it was given.</param>
    /// <param name="real">The folder with links followed.</param>
    /// <param name="format">The kind of file system, or null when it is not known.</param>
    /// <param name="free">The bytes that are free on it, or null when they are not known.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Judge(string path, string real, string? format, long? free, ICollection<BuilderProblem> problems)
    {
        const string elsewhere = "Pass a folder on a real disk: --workdir DIR, for example one below /var/tmp.";
        var what = real == path ? $"The work directory {path} is not fit" : $"The work directory {path} ({real}) is not fit";
        if (real == "/tmp" || real.StartsWith("/tmp/", StringComparison.Ordinal))
            problems.Add(new BuilderProblem(what, "/tmp is often a small file system in memory, and is emptied while builds run", elsewhere));
        else if (format is "tmpfs" or "ramfs")
            problems.Add(new BuilderProblem(what, $"it is on a {format}, in memory", elsewhere));
        else if (free < LeastFree)
        {
            problems.Add(new BuilderProblem(
                what,
                string.Create(CultureInfo.InvariantCulture, $"only {free >> 20} MiB are free there, a build needs at least {LeastFree >> 20}"),
                "Free some space there, or pass a folder on a larger disk: --workdir DIR."));
        }
    }

    /// <summary>A path with all symbolic links of its existing part followed.</summary>
    /// <param name="path">A path of this machine.</param>
    public static string RealPath(string path)
    {
        var rest = new Stack<string>(Parts(Path.GetFullPath(path)));
        var real = Path.GetPathRoot(Path.GetFullPath(path))!;
        for (var links = 0; rest.TryPop(out var part);)
        {
            var next = Path.GetFullPath(Path.Combine(real, part));
            if (new FileInfo(next).LinkTarget is not { } target || ++links > MostLinks)
            {
                real = next;
                continue;
            }

            if (Path.IsPathRooted(target))
                real = Path.GetPathRoot(target)!;
            foreach (var step in Parts(target))
                rest.Push(step);
        }

        return real;

        static IEnumerable<string> Parts(string path) =>
            path.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse();
    }

    private static DriveInfo? Free(string real)
    {
        var existing = real;
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } parent)
            existing = parent;
        var drive = new DriveInfo(existing);
        return drive.IsReady ? drive : null;
    }
}
