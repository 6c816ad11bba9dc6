using System.Linq;
using System.Text.RegularExpressions;

namespace Bivouac.Rules.Versions;

/// <summary>
/// Finds versions in running text, where a number by dots may be anything: only in addresses, in names of archives and packages,
/// and in what apk is told to install. Lines that are comments are passed over.
/// </summary>
internal static class VersionedText
{
    private static readonly Regex Words = new(
        @"[a-z]{3,6}://[^\s""'`<>|)]+|[A-Za-z0-9_.+/-]*\.(?:tar|tgz|tbz|txz|zip|apk|run|deb|rpm|iso|whl|jar)\b[A-Za-z0-9.]*|(?<=\bapk\b[^\n#;|&]{0,200}\badd\b[^\n#;|&]{0,400}\s)[A-Za-z0-9][A-Za-z0-9_.+-]*[=<>~]+[0-9][^\s;|&]*",
        RegexOptions.CultureInvariant);

    private static readonly Regex Comment = new(@"(?m)^[ \t]*#(?!!).*$", RegexOptions.CultureInvariant);

    /// <summary>The first of them with its word and the place in the word, or null.</summary>
    public static (string Version, string Word, int Index)? First(string text) => Search(text) is var (version, word, at) ? (version, word.Value, at) : null;

    /// <summary>The first of them with its place in the text, or null.</summary>
    public static (string Version, int Index)? Find(string text) => Search(text) is var (version, word, at) ? (version, word.Index + at) : null;

    private static (string Version, Match Word, int Index)? Search(string text)
    {
        var code = Comment.Replace(text, m => new string(' ', m.Length));
        foreach (var match in Words.Matches(code).Cast<Match>())
        {
            // A host and its port are no versions.
            var start = match.Value.IndexOf("://", System.StringComparison.Ordinal) is >= 0 and var scheme
                ? match.Value.IndexOf('/', scheme + 3) is >= 0 and var path ? path : match.Length
                : 0;
            if (VersionNumbers.FindInName(match.Value, start) is { } found) return (found.Version, match, found.Index);
        }

        return null;
    }
}
