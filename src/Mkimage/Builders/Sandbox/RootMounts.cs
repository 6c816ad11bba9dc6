using System;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Bivouac.Mkimage.Builders.Sandbox;

/// <summary>Finds the sandboxes of this machine that have a root mounted.</summary>
internal static class RootMounts
{
    /// <summary>Looks for a process that has a root mounted in its namespace.</summary>
    /// <param name="name">The root's name, which no other folder of this machine has.</param>
    /// <returns>The process's id, or null when there is none that this user may look at.</returns>
    public static int? Find(string name)
    {
        var end = "/roots/" + name;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && Mounts(folder).Any(line => IsOf(line, end)))
                return id;
        }

        return null;
    }

    // proc(5): the fourth field is the folder, within its file system, that is mounted.
    private static bool IsOf(string line, string end) => line.Split(' ') is { Length: > 3 } fields && fields[3].EndsWith(end, StringComparison.Ordinal);

    private static string[] Mounts(string folder)
    {
        try
        {
            return File.ReadAllLines(Path.Combine(folder, "mountinfo"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended, or is another user's, whose roots are elsewhere.
            return [];
        }
    }
}
