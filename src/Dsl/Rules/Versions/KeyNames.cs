using System;
using System.Linq;
using System.Text.RegularExpressions;
using Bivouac.Versioning;

namespace Bivouac.Rules.Versions;

/// <summary>Names keys of VERSIONS after what a version is of.</summary>
internal static class KeyNames
{
    private static readonly Regex LastWord = new(@"([A-Za-z][A-Za-z0-9+]*)[^A-Za-z0-9]*v?$", RegexOptions.CultureInvariant);
    private static readonly Regex FirstWord = new(@"[A-Za-z][A-Za-z0-9+]{2,}", RegexOptions.CultureInvariant);

    private static readonly string[] Meaningless = ["v", "http", "https", "download", "downloads", "release", "releases", "archive", "tags", "refs", "files", "dist", "pub", "linux", "amd64", "x64"];

    /// <summary>A key for the version of something, for example <c>GO_VERSION</c>.</summary>
    public static string Of(string what)
    {
        var name = string.Concat(what.Select(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') ? char.ToUpperInvariant(c) : '_')).Trim('_');
        var key = name + "_VERSION";
        return VersionKey.IsValid(key) && VersionKey.WhyReserved(key) is null ? key : "PACKAGE_" + key;
    }

    /// <summary>A key for a version in a word such as an address or a file name.</summary>
    /// <param name="word">The word.</param>
    /// <param name="index">Where the version begins in it.</param>
    /// <param name="length">How long the version is.</param>
    public static string In(string word, int index, int length)
    {
        var before = LastWord.Match(word.Substring(0, index));
        if (before.Success && !Meaningless.Contains(before.Groups[1].Value, StringComparer.OrdinalIgnoreCase)) return Of(before.Groups[1].Value);
        var after = FirstWord.Matches(word.Substring(index + length)).Cast<Match>().Select(m => m.Value).FirstOrDefault(w => !Meaningless.Contains(w, StringComparer.OrdinalIgnoreCase));
        return Of(after ?? "tool");
    }
}
