using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Bivouac.Mkimage.Http;

namespace Bivouac.Mkimage.Downloads.Checksums;

/// <summary>Finds a file's checksum in what vendors publish: <c>sha256sum</c>'s lists, single values, BSD's and OpenSSL's form.</summary>
internal static class ChecksumText
{
    /// <summary>The longest checksum file that is read, in characters (and, before that, in bytes).</summary>
    public const int Longest = 1024 * 1024;

    /// <summary>Finds the checksum of one file.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="fileName">The file's name as the vendor knows it, without folders.</param>
    /// <returns>Its SHA-256, or its SHA-512 when the text has no SHA-256 of it.</returns>
    /// <exception cref="ChecksumException">The text gives none.</exception>
    public static FileChecksum Find(string text, string fileName)
    {
        if (text.Length > Longest)
            throw new ChecksumException(ChecksumProblem.TooLong, string.Create(CultureInfo.InvariantCulture, $"it has more than {Longest} characters"));
        var trimmed = text.TrimStart('\uFEFF').Trim();
        if (trimmed.Length == 0)
            throw new ChecksumException(ChecksumProblem.Empty, "it is empty");
        if (trimmed.StartsWith('<'))
            throw new ChecksumException(ChecksumProblem.Html, "it is a web page, as sites send for what they do not have");

        var lines = trimmed.Split('\n').Select(ChecksumLine.Parse).OfType<ChecksumLine>().ToArray();
        if (lines.Length == 0)
            throw new ChecksumException(ChecksumProblem.Unreadable, "none of its lines has the form of a checksum");
        return Choose(Named(lines, fileName), fileName);
    }

    /// <summary>The lines about the file: those that name it wholly, else those that name it with folders, else values that stand alone.</summary>
    private static IReadOnlyCollection<ChecksumLine> Named(ChecksumLine[] lines, string fileName)
    {
        Func<ChecksumLine, bool>[] ways = [l => l.FileName == fileName, l => l.FileName is not null && l.IsAbout(fileName), static l => l.FileName is null];
        return ways.Select(w => lines.Where(w).ToArray()).FirstOrDefault(static found => found.Length > 0)
            ?? throw new ChecksumException(
                ChecksumProblem.NotNamed,
                string.Create(CultureInfo.InvariantCulture, $"none of its {lines.Length} lines names {fileName} (the first is of {lines[0].FileName})"));
    }

    private static FileChecksum Choose(IReadOnlyCollection<ChecksumLine> lines, string fileName)
    {
        foreach (var algorithm in (string[])["SHA256", "SHA512"])
        {
            var values = lines.Where(l => l.Algorithm == algorithm).Select(static l => l.Hex).Distinct().ToArray();
            if (values.Length > 1)
                throw new ChecksumException(ChecksumProblem.Ambiguous, $"it gives {fileName} different values of {algorithm}: {string.Join(" and ", values.Take(2))}");
            if (values.Length == 1)
                return Parse(values[0], algorithm);
        }

        throw new ChecksumException(
            ChecksumProblem.WeakOnly,
            $"it has only {string.Join(" and ", lines.Select(static l => l.Algorithm).Distinct())} of {fileName}, where SHA-256 or SHA-512 is needed");
    }

    private static FileChecksum Parse(string hex, string algorithm)
    {
        try
        {
            if (FileChecksum.Parse(hex) is { } checksum && checksum.Algorithm.Name == algorithm)
                return checksum;
        }
        catch (FormatException)
        {
            // Said below.
        }

        throw new ChecksumException(
            ChecksumProblem.Unreadable,
            string.Create(CultureInfo.InvariantCulture, $"its value of {algorithm} has {hex.Length} digits"));
    }
}
