using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace Bivouac.CodeFixes.Tests;

/// <summary>
/// A wrong definition of the corpus. Its file has parts, each below a line <c>--- NAME</c>: <c>wrong</c> is the source with
/// marks <c>{|#0:...|}</c>, <c>says</c> has a line <c>0 BIVnnnn: message</c> for each finding, <c>fixed</c> is the source after
/// the first repair of each; parts with another name are files of the project, <c>fixed NAME</c> is such a file afterwards.
/// </summary>
public sealed class CorpusCase
{
    private static readonly Regex Part = new("^--- (?<name>.+)\n", RegexOptions.Multiline);
    private static readonly Regex Line = new("^(?<mark>[0-9]+) (?<id>BIV[0-9]{4}): (?<message>.+)$", RegexOptions.Multiline);

    private readonly Dictionary<string, string> _parts = new(StringComparer.Ordinal);

    public CorpusCase(string path)
    {
        Name = Path.GetFileNameWithoutExtension(path);
        var text = File.ReadAllText(path);
        var heads = Part.Matches(text).ToArray();
        for (var i = 0; i < heads.Length; i++)
        {
            var start = heads[i].Index + heads[i].Length;
            _parts.Add(heads[i].Groups["name"].Value, text[start..(i + 1 < heads.Length ? heads[i + 1].Index : text.Length)]);
        }
    }

    /// <summary>The file's name without its ending: the rule's id, and a word when it has several.</summary>
    public string Name { get; }

    public string Wrong => _parts["wrong"];

    public string? Fixed => _parts.GetValueOrDefault("fixed");

    /// <summary>What is found: mark, id and message.</summary>
    public IEnumerable<(int Mark, string Id, string Message)> Says =>
        Line.Matches(_parts["says"]).Select(m => (int.Parse(m.Groups["mark"].Value, System.Globalization.CultureInfo.InvariantCulture), m.Groups["id"].Value, m.Groups["message"].Value));

    /// <summary>The project's files by path.</summary>
    public IEnumerable<KeyValuePair<string, string>> Files => _parts.Where(p => p.Key is not ("wrong" or "says" or "fixed") && !p.Key.StartsWith("fixed ", StringComparison.Ordinal));

    /// <summary>The project's files by path after the repairs.</summary>
    public IEnumerable<KeyValuePair<string, string>> FixedFiles => Files.Select(f => new KeyValuePair<string, string>(f.Key, _parts.GetValueOrDefault("fixed " + f.Key, f.Value)));

    public override string ToString() => Name;
}
