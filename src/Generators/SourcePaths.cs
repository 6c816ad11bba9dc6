using System;
using System.Globalization;
using System.Linq;
using Bivouac.Replay;

namespace Bivouac.Generators;

/// <summary>Writes places for generated code: relative to the project, so that the same source gives the same text on every machine.</summary>
internal static class SourcePaths
{
    /// <summary><c>FILE|LINE|COLUMN</c>, counted from 1.</summary>
    public static string Print(Place place, string? projectFolder) =>
        string.Format(CultureInfo.InvariantCulture, "{0}|{1}|{2}", Relative(place.FilePath, projectFolder), place.Lines.Start.Line + 1, place.Lines.Start.Character + 1);

    /// <summary>The path from the folder, with forward slashes; as it is when they have no root in common.</summary>
    public static string Relative(string path, string? folder)
    {
        var full = path.Replace('\\', '/');
        if (string.IsNullOrEmpty(folder)) return full;
        var from = folder!.Replace('\\', '/').TrimEnd('/').Split('/');
        var to = full.Split('/');
        if (from[0] != to[0]) return full;
        var common = 0;
        while (common < from.Length && common < to.Length - 1 && string.Equals(from[common], to[common], StringComparison.Ordinal)) common++;
        return string.Join("/", Enumerable.Repeat("..", from.Length - common).Concat(to.Skip(common)));
    }
}
