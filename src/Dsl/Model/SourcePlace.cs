using System.Globalization;

namespace Bivouac.Model;

/// <summary>A place in the source of a definition.</summary>
/// <param name="File">The file, relative to the project's folder, with forward slashes.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
public sealed record SourcePlace(string File, int Line, int Column)
{
    /// <summary>Reads <c>FILE|LINE|COLUMN</c>, as generated code holds it; null when it is not that.</summary>
    internal static SourcePlace? Parse(string text)
    {
        var column = text.LastIndexOf('|');
        var line = column <= 0 ? -1 : text.LastIndexOf('|', column - 1);
        return line > 0
            && int.TryParse(text.Substring(line + 1, column - line - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var l)
            && int.TryParse(text.Substring(column + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var c)
            ? new(text.Substring(0, line), l, c)
            : null;
    }

    /// <summary>As compilers write it: <c>FILE(LINE,COLUMN)</c>.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}({1},{2})", File, Line, Column);
}
