using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace Bivouac.Mkimage.Building;

/// <summary>
/// Text that comes from a builder and goes to a person: a log holds colours, progress bars that draw over themselves, and
/// whatever a program or a file name chose to print.
/// </summary>
public static partial class LogText
{
    private const char Escape = '\u001b';
    private const char Bell = '\a';

    /// <summary>A line as a terminal may show it: without control sequences, control characters and marks that reorder text; of a progress bar that draws over itself the last state.</summary>
    /// <param name="line">A line of a log, a package's name, a note.</param>
    public static string Clean(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (line.All(IsPlain)) return line;
        var text = WithoutSequences(line);
        var last = text.Split('\r').LastOrDefault(s => !string.IsNullOrWhiteSpace(s), "");
        var clean = new StringBuilder(last.Length);
        foreach (var rune in last.EnumerateRunes())
        {
            // A tab and the separators of lines and paragraphs part words; they must not move the cursor.
            if (rune.Value == '\t' || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) clean.Append("  ");
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format)) clean.Append(rune);
        }

        return clean.ToString();
    }

    /// <summary>Whether a clean line says nothing: blank, a state of a progress bar, or one of GNU tar's hundreds of warnings about Alpine's archives.</summary>
    /// <param name="line">A line that <see cref="Clean"/> made.</param>
    public static bool IsNoise(string line) => string.IsNullOrWhiteSpace(line) || Noise().IsMatch(line);

    /// <summary>The last lines that say something, clean, oldest first.</summary>
    /// <param name="lines">The lines of a log.</param>
    /// <param name="count">How many at most.</param>
    public static IReadOnlyList<string> Tail(IEnumerable<string> lines, int count) => [.. lines.Select(Clean).Where(l => !IsNoise(l)).TakeLast(count)];

    private static bool IsPlain(char c) => c is >= ' ' and < '\u007f';

    /// <summary>Passes over ECMA-48 sequences, those of the eight-bit forms too; one without an end goes to the end of the line.</summary>
    private static string WithoutSequences(string line)
    {
        var text = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == Escape && i + 1 < line.Length)
            {
                i = line[i + 1] switch
                {
                    '[' => EndOfControl(line, i + 2),
                    ']' or 'P' or 'X' or '^' or '_' => EndOfString(line, i + 2),
                    _ => EndOfEscape(line, i + 1),
                };
            }
            else if (c == '\u009b')
            {
                i = EndOfControl(line, i + 1);
            }
            else if (c is '\u0090' or '\u0098' or '\u009d' or '\u009e' or '\u009f')
            {
                i = EndOfString(line, i + 1);
            }
            else
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }

    /// <summary>Parameters, then one letter.</summary>
    private static int EndOfControl(string line, int i)
    {
        while (i < line.Length && line[i] is >= ' ' and < '@') i++;

        // A character that cannot stand in a sequence ends it and is looked at by itself.
        return i < line.Length && line[i] is < '@' or > '~' ? i - 1 : i;
    }

    /// <summary>A title or the like, until BEL or ST.</summary>
    private static int EndOfString(string line, int i)
    {
        while (i < line.Length && line[i] is not (Bell or '\u009c' or Escape)) i++;
        return i + 1 < line.Length && line[i] == Escape && line[i + 1] == '\\' ? i + 1 : i;
    }

    /// <summary>Intermediate characters, then one more: <c>ESC ( B</c>.</summary>
    private static int EndOfEscape(string line, int i)
    {
        while (i < line.Length && line[i] is >= ' ' and <= '/') i++;
        return i;
    }

    // apk: "12% ████"; mksquashfs: "[===/   ] 3/9  33%"; xorriso: "UPDATE" and "12.3% done"; pv, wget and curl are not among mkimage's tools.
    [GeneratedRegex(@"Ignoring unknown extended header keyword|^\s*\d{1,3}\s*%[\s█▓▒░#=.>|-]*$|^\[[=\-\\|/ >#.]*\]\s*\d+/\d+\s+\d+%\s*$|^xorriso : UPDATE :|^\s*[\d.]+% done, estimate finish")]
    private static partial Regex Noise();
}
