using System;
using System.Collections.Generic;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;
using System.Linq;

namespace Bivouac.Dsl.Tests.Scripts;

/// <summary>An entry of an overlay archive, as readable text: <c>file 0644 0:0 616263</c>, <c>link 1000:1000 target</c>, <c>folder 0755 0:0</c>.</summary>
internal static class ArchiveEntry
{
    public static string File(int mode, int uid, int gid, byte[] content) => $"file {Octal(mode)} {uid}:{gid} {Convert.ToHexString(content)}";

    public static string Link(int uid, int gid, string target) => $"link {uid}:{gid} {target}";

    public static string Folder(int mode, int uid, int gid) => $"folder {Octal(mode)} {uid}:{gid}";

    /// <summary>Reads an archive: paths as in the running system with their entries. Names that stand twice are an error.</summary>
    public static SortedDictionary<string, string> Read(string archive)
    {
        var entries = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in Entries(archive))
        {
            var name = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
            entries.Add("/" + (entry.EntryType == TarEntryType.Directory ? name[..^1] : name), Describe(entry));
        }

        return entries;
    }

    /// <summary>The entries in the archive's order, with their content.</summary>
    public static List<TarEntry> Entries(string archive)
    {
        using var file = System.IO.File.OpenRead(archive);
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var tar = new TarReader(gzip);
        var all = new List<TarEntry>();
        while (tar.GetNextEntry(copyData: true) is { } entry) all.Add(entry);
        return all;
    }

    /// <summary>What differs between two archives, one line a difference.</summary>
    public static string Difference(IReadOnlyDictionary<string, string> expected, IReadOnlyDictionary<string, string> actual) => string.Join("\n", expected.Keys.Union(actual.Keys)
        .Where(k => expected.GetValueOrDefault(k) != actual.GetValueOrDefault(k))
        .Select(k => $"{k}\n  expected {expected.GetValueOrDefault(k, "nothing")}\n  actual   {actual.GetValueOrDefault(k, "nothing")}"));

    private static string Describe(TarEntry entry) => entry.EntryType switch
    {
        TarEntryType.Directory => Folder((int)entry.Mode, entry.Uid, entry.Gid),
        TarEntryType.SymbolicLink => Link(entry.Uid, entry.Gid, entry.LinkName),
        TarEntryType.RegularFile or TarEntryType.V7RegularFile => File((int)entry.Mode, entry.Uid, entry.Gid, Content(entry)),
        _ => "unexpected " + entry.EntryType,
    };

    private static byte[] Content(TarEntry entry)
    {
        using var content = new MemoryStream();
        entry.DataStream?.CopyTo(content);
        return content.ToArray();
    }

    private static string Octal(int mode) => Convert.ToString(mode, 8).PadLeft(4, '0');
}
