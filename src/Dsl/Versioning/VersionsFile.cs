using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Bivouac.Model;

namespace Bivouac.Versioning;

/// <summary>
/// A VERSIONS file: <c>KEY=value</c> lines, comments, the shell's own quoting. The scripts source it, so it is read exactly as
/// a POSIX shell would, and whatever would run or expand something is refused.
/// </summary>
public sealed record VersionsFile
{
    private VersionsFile(EquatableArray<VersionEntry> entries, EquatableArray<VersionsProblem> problems)
    {
        Entries = entries;
        Problems = problems;
    }

    /// <summary>The name of the file.</summary>
    public const string FileName = "VERSIONS";

    /// <summary>A file with nothing in it.</summary>
    public static VersionsFile Empty { get; } = new(default, default);

    /// <summary>The good lines and those where only the line end is wrong, in order; of colliding ones the first.</summary>
    public EquatableArray<VersionEntry> Entries { get; }

    /// <summary>What is wrong, in the order of the lines.</summary>
    public EquatableArray<VersionsProblem> Problems { get; }

    /// <summary>The value of a key, or null when the file does not define it.</summary>
    /// <param name="key">The key.</param>
    public string? this[string key] => Entries.FirstOrDefault(e => e.Key == key)?.Value;

    /// <summary>Reads the text of a file. Never fails: what is wrong is in <see cref="Problems"/>.</summary>
    /// <param name="text">The text.</param>
    public static VersionsFile Parse(string text)
    {
        var entries = new List<VersionEntry>();
        var problems = new List<VersionsProblem>();
        if (text.Length > 0 && text[0] == '\uFEFF')
        {
            problems.Add(Malformed(1, "it begins with a byte order mark, which the shell takes as part of the first key", "save the file as UTF-8 without one"));
            text = text.Substring(1);
        }

        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++) ParseLine(lines[i], i + 1, entries, problems);
        return new(new(entries), new(problems));
    }

    private static void ParseLine(string line, int number, List<VersionEntry> entries, List<VersionsProblem> problems)
    {
        var trimmed = line.TrimStart(' ', '\t');
        if (trimmed.TrimEnd('\r').Length == 0 && !trimmed.Contains('\r')) return;
        if (trimmed.StartsWith("#", System.StringComparison.Ordinal)) return;
        if (trimmed.Contains('\r'))
        {
            problems.Add(Malformed(number, "it ends with a carriage return, which the shell takes as part of the value", "save the file with LF line ends"));

            // The key is there, so that its uses are not said to be undefined as well.
            trimmed = trimmed.TrimEnd('\r');
            if (trimmed.Length == 0 || trimmed.Contains('\r')) return;
        }

        var equals = trimmed.IndexOf('=');
        var key = equals < 0 ? trimmed : trimmed.Substring(0, equals);
        if (equals < 0 || !VersionKey.IsValid(key))
        {
            problems.Add(Malformed(number, "'" + key + "' is not a key", "write upper-case letters, digits and underscores, then '=' without spaces around it"));
            return;
        }

        if (VersionKey.WhyReserved(key) is { } reserved)
        {
            problems.Add(Malformed(number, key + " is taken: " + reserved, "choose another key"));
            return;
        }

        var value = ShellValue.Parse(trimmed.Substring(equals + 1));
        if (value.Problem is not null)
        {
            problems.Add(Malformed(number, value.Problem, "write plain text, or put it into single quotes"));
            return;
        }

        if (entries.FirstOrDefault(e => e.MemberName == VersionKey.MemberName(key)) is { } earlier)
        {
            problems.Add(new(VersionsRules.Duplicate, number, new([key, earlier.Key, earlier.Line.ToString(CultureInfo.InvariantCulture)])));
            return;
        }

        entries.Add(new(key, value.Text, number));
    }

    private static VersionsProblem Malformed(int line, string fact, string advice) => new(VersionsRules.Malformed, line, new([fact, advice]));
}
