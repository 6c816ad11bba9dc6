using System.Text.RegularExpressions;

namespace Bivouac.Rules.Versions;

/// <summary>Finds what reads as a version number in text.</summary>
internal static class VersionNumbers
{
    /// <summary>
    /// Two or more numbers by dots, not part of a longer word of numbers: an IPv4 address (four numbers) is none, nor is a
    /// name that carries its number as a part of the name (<c>libssl1.1</c>).
    /// </summary>
    private static readonly Regex Pattern = new(
        @"(?<![0-9A-Za-z.])v?(?<version>[0-9]{1,5}(?:\.[0-9]{1,5}){1,2})(?![0-9])(?!\.[0-9])",
        RegexOptions.CultureInvariant);

    private static readonly Regex InName = new(@"(?<![0-9.])(?<version>[0-9]{1,5}(?:\.[0-9]{1,5}){1,2})(?![0-9])(?!\.[0-9])", RegexOptions.CultureInvariant);

    /// <summary>The first version number of the text, or null.</summary>
    public static string? First(string text)
    {
        var match = Pattern.Match(text);
        return match.Success ? match.Groups["version"].Value : null;
    }

    /// <summary>The first version number with where it stands, or null.</summary>
    public static (string Version, int Index)? Find(string text) => Find(Pattern, text, 0);

    /// <summary>The same in the name of an archive or in an address, where letters may stand right before it: <c>go1.23.6.tar.gz</c>.</summary>
    public static (string Version, int Index)? FindInName(string text, int start) => Find(InName, text, start);

    private static (string Version, int Index)? Find(Regex pattern, string text, int start)
    {
        var match = pattern.Match(text, start);
        return match.Success ? (match.Groups["version"].Value, match.Groups["version"].Index) : null;
    }
}
