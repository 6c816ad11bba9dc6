using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Bivouac.Mkimage.Downloads.Archives;

/// <summary>The names of members, and what may not stand in them.</summary>
internal static class MemberName
{
    /// <summary>Takes a name apart.</summary>
    /// <param name="name">As the archive has it.</param>
    /// <returns>Its parts, without <c>.</c>; none for the archive's own top folder.</returns>
    /// <exception cref="ArchiveException">It leads out, or is no name.</exception>
    public static string[] Parse(string name)
    {
        if (name.Any(char.IsControl))
            throw Unsafe(name, "a control character");
        if (name.StartsWith('/'))
            throw Unsafe(name, "an absolute path");
        if (Path.DirectorySeparatorChar != '/' && name.AsSpan().ContainsAny('\\', ':'))
            throw Unsafe(name, "a letter that separates folders on this machine");
        var parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(static p => p != ".").ToArray();
        return parts.Contains("..") ? throw Unsafe(name, "'..'") : parts;
    }

    /// <summary>The name of parts.</summary>
    public static string Join(IEnumerable<string> parts) => string.Join('/', parts);

    private static ArchiveException Unsafe(string name, string what) =>
        new(ArchiveProblem.UnsafeName, name, $"the name of its member {ArchiveException.Shown(name)} has {what}");
}
