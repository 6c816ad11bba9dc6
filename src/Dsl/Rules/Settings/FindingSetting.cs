using System;
using System.Collections.Generic;
using System.Globalization;

namespace Bivouac.Rules.Settings;

/// <summary>What a project says about findings of some rules in a file.</summary>
/// <param name="File">The file, as places name it; empty: all that is no C#.</param>
/// <param name="Severity">How severe such findings are; null when they are not shown.</param>
/// <param name="First">The first line that it holds for, from 1; 0 for the whole file.</param>
/// <param name="Last">The last line.</param>
/// <param name="Rules">The ids of the rules, by blanks.</param>
internal sealed record FindingSetting(string File, Severity? Severity, int First, int Last, string Rules)
{
    /// <summary>As generated code holds it: <c>SEVERITY|FIRST|LAST|RULES|FILE</c>.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}|{1}|{2}|{3}|{4}", Severity?.ToString() ?? "None", First, Last, Rules, File);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is not that.</exception>
    public static FindingSetting Parse(string text)
    {
        var fields = text.Split(['|'], 5);
        if (fields.Length < 5) throw new FormatException("a setting of findings is not SEVERITY|FIRST|LAST|RULES|FILE: " + text);
        return new(
            fields[4],
            fields[0] == "None" ? null : (Severity)Enum.Parse(typeof(Severity), fields[0]),
            int.Parse(fields[1], CultureInfo.InvariantCulture),
            int.Parse(fields[2], CultureInfo.InvariantCulture),
            fields[3]);
    }

    /// <summary>The ids of the rules.</summary>
    public IEnumerable<string> Ids => Rules.Split(' ');
}
