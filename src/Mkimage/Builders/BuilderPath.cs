using System;
using System.Linq;

namespace Bivouac.Mkimage.Builders;

/// <summary>Checks of paths inside a builder, which always use '/' whatever this machine uses.</summary>
internal static class BuilderPath
{
    /// <summary>Refuses a path that is not the work root or below it.</summary>
    /// <param name="workRoot">The work root, without a slash at its end.</param>
    /// <param name="path">The path.</param>
    /// <returns>The path without a slash at its end.</returns>
    /// <exception cref="ArgumentException">It is relative, lies elsewhere, or has a <c>..</c> in it.</exception>
    public static string Below(string workRoot, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var trimmed = path.TrimEnd('/');
        var isBelow = trimmed == workRoot || trimmed.StartsWith(workRoot + "/", StringComparison.Ordinal);
        if (!isBelow || path.Contains('\0') || trimmed.Split('/').Any(static p => p is "." or ".."))
            throw new ArgumentException($"'{path}' is not below the builder's work root {workRoot}.", nameof(path));
        return trimmed;
    }

    /// <summary>Refuses what is not one name in a folder.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The name.</returns>
    /// <exception cref="ArgumentException">It is empty, <c>.</c> or <c>..</c>, or holds a slash.</exception>
    public static string Name(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name is "" or "." or ".." || name.Contains('/') || name.Contains('\0'))
            throw new ArgumentException($"'{name}' is no name in a folder.", nameof(name));
        return name;
    }
}
