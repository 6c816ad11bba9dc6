using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Bivouac.Apk;

namespace Bivouac.Mkimage.Image.Packages;

/// <summary>Reads the text of an index: lines <c>letter:value</c>, an empty line after each package.</summary>
internal static class ApkIndexText
{
    /// <summary>Reads all packages.</summary>
    /// <exception cref="ImageFormatException">A record has no name or version, or a field that apk would not understand.</exception>
    public static IEnumerable<ApkIndexRecord> Read(TextReader text)
    {
        var fields = new Dictionary<char, string>();
        while (text.ReadLine() is { } line)
        {
            if (line.Length == 0)
            {
                if (fields.Count > 0) yield return RecordOf(fields);
                fields.Clear();
                continue;
            }

            if (line.Length < 2 || line[1] != ':') throw Damaged($"the line '{Shorten(line)}' is not 'letter:value'");
            fields[line[0]] = line[2..];
        }

        if (fields.Count > 0) yield return RecordOf(fields);
    }

    private static ApkIndexRecord RecordOf(Dictionary<char, string> fields)
    {
        var name = fields.GetValueOrDefault('P') ?? throw Damaged("a record has no name (P:)");
        var version = fields.GetValueOrDefault('V') ?? throw Damaged($"package {name} has no version (V:)");
        if (name.Length == 0 || name.Contains('/') || version.Contains('/')) throw Damaged($"a package is called '{Shorten(name)}-{Shorten(version)}'");
        return new ApkIndexRecord(
            name,
            version,
            fields.GetValueOrDefault('A', ""),
            Number(fields, 'S', name),
            Number(fields, 'I', name),
            fields.GetValueOrDefault('o'),
            (int)Math.Clamp(Number(fields, 'k', name), 0, int.MaxValue),
            Entries(fields, 'D', name),
            Entries(fields, 'p', name),
            Entries(fields, 'i', name));
    }

    private static long Number(Dictionary<char, string> fields, char key, string name)
    {
        if (!fields.TryGetValue(key, out var text)) return 0;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Damaged($"field {key}: of package {name} is not a number");
    }

    private static List<ApkDependency> Entries(Dictionary<char, string> fields, char key, string name) =>
        ApkDependency.Split(fields.GetValueOrDefault(key, ""))
            .Select(entry => ApkDependency.TryParse(entry, out var dependency)
                ? dependency
                : throw Damaged($"field {key}: of package {name} has the entry '{Shorten(entry)}', which apk does not understand"))
            .ToList();

    private static string Shorten(string text) => text.Length <= 80 ? text : text[..80] + "...";

    private static ImageFormatException Damaged(string why) => new("APKINDEX", why);
}
