using System;
using System.Linq;
using System.Text.RegularExpressions;

namespace Bivouac.Mkimage.Downloads.Checksums;

/// <summary>A line of a checksum file.</summary>
/// <param name="Algorithm">What it was taken with, such as <c>SHA256</c>.</param>
/// <param name="Hex">The value in lower-case hexadecimal.</param>
/// <param name="FileName">The file, without a leading <c>./</c>; null when the line has the value alone.</param>
internal sealed partial record ChecksumLine(string Algorithm, string Hex, string? FileName)
{
    /// <summary>Reads a line in one of the forms of coreutils, BSD and OpenSSL.</summary>
    /// <param name="line">The line without its end.</param>
    /// <returns>Null for a line that is a comment, empty, or something else (a signature around the list, say).</returns>
    public static ChecksumLine? Parse(string line)
    {
        var text = line.Trim();

        // coreutils puts a backslash before lines whose file names have one or a line feed.
        var escaped = text.StartsWith('\\');
        if (escaped) text = text[1..];
        if (Bsd().Match(text) is { Success: true } bsd)
            return new ChecksumLine(Plain(bsd.Groups["algorithm"].Value), bsd.Groups["hex"].Value.ToLowerInvariant(), Name(bsd.Groups["name"].Value, escaped));
        if (Gnu().Match(text) is { Success: true } gnu && ByDigits(gnu.Groups["hex"].Length) is { } algorithm)
        {
            var name = gnu.Groups["name"];
            return new ChecksumLine(algorithm, gnu.Groups["hex"].Value.ToLowerInvariant(), name.Success ? Name(name.Value, escaped) : null);
        }

        return null;
    }

    /// <summary>Whether the line is about a file: by its whole name, or by the last part of it where the line has folders before.</summary>
    /// <param name="file">The name without folders.</param>
    public bool IsAbout(string file) => FileName is null || FileName == file || FileName[(FileName.LastIndexOf('/') + 1)..] == file;

    // SHA256 (name) = hex, as BSD and coreutils --tag write it; SHA2-256(name)= hex, as OpenSSL does.
    [GeneratedRegex(@"^(?<algorithm>[A-Za-z0-9][A-Za-z0-9/-]*) ?\((?<name>.+)\) ?= ?(?<hex>[0-9A-Fa-f]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Bsd();

    // hex, then blanks and * for a file that was read as binary.
    [GeneratedRegex(@"^(?<hex>[0-9A-Fa-f]+)([ \t]+\*?(?<name>.+))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Gnu();

    private static string Plain(string algorithm) => algorithm.ToUpperInvariant() switch
    {
        "SHA256" or "SHA-256" or "SHA2-256" => "SHA256",
        "SHA512" or "SHA-512" or "SHA2-512" => "SHA512",
        var other => other,
    };

    private static string? ByDigits(int digits) => digits switch
    {
        32 => "MD5",
        40 => "SHA1",
        56 => "SHA224",
        64 => "SHA256",
        96 => "SHA384",
        128 => "SHA512",
        _ => null,
    };

    private static string Name(string name, bool escaped)
    {
        if (escaped)
            name = string.Join('\\', name.Split("\\\\").Select(static p => p.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\r", "\r", StringComparison.Ordinal)));
        return name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
    }
}
