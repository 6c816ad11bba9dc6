using System;
using System.Collections.Generic;
using System.Formats.Tar;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace Bivouac.Mkimage.Image.Overlay;

/// <summary>The overlay of an image (<c>HOSTNAME.apkovl.tar.gz</c>): what the initramfs unpacks at /.</summary>
internal sealed class Apkovl
{
    private const long MaxBytes = 16L * 1024 * 1024 * 1024;
    private const int MaxEntries = 1_000_000;

    // Text files that checks look into; larger ones are content, not configuration.
    private const int MaxKeptBytes = 64 * 1024;

    private readonly Dictionary<string, ApkovlEntry> _byPath;
    private readonly Dictionary<string, string> _texts;

    private Apkovl(Dictionary<string, ApkovlEntry> byPath, Dictionary<string, string> texts)
    {
        _byPath = byPath;
        _texts = texts;
        Entries = byPath.Values.OrderBy(entry => entry.Path, StringComparer.Ordinal).ToList();
    }

    /// <summary>All entries by path. Of a path that is there twice the later one counts, as when it is unpacked.</summary>
    public IReadOnlyList<ApkovlEntry> Entries { get; }

    /// <summary>Reads an overlay to its end and hashes every file.</summary>
    /// <param name="stream">The .tar.gz.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <exception cref="ImageFormatException">It is damaged, cut off, or has a name that leads out of the root or would not be unpacked.</exception>
    public static Apkovl Read(Stream stream, string name)
    {
        var byPath = new Dictionary<string, ApkovlEntry>(StringComparer.Ordinal);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        GzipTar.Walk(stream, name, MaxBytes, entry =>
        {
            if (entry.EntryType is TarEntryType.GlobalExtendedAttributes) return;
            var path = PathOf(entry.Name, name);
            if (path.Length == 0) return;
            if (byPath.Count >= MaxEntries) throw new ImageFormatException(name, $"it has more than {MaxEntries} entries");
            byPath[path] = EntryOf(entry, path, texts);
        });
        return new Apkovl(byPath, texts);
    }

    /// <summary>The entry at a path, null when there is none.</summary>
    /// <param name="path">From /, without a slash at the start: <c>etc/hostname</c>.</param>
    public ApkovlEntry? Find(string path) => _byPath.GetValueOrDefault(path);

    /// <summary>A small text file (at most 64 KiB) of /etc; null when there is none.</summary>
    /// <param name="path">From /, without a slash at the start: <c>etc/apk/world</c>.</param>
    public string? ReadText(string path) => _texts.GetValueOrDefault(path);

    private static ApkovlEntry EntryOf(TarEntry entry, string path, Dictionary<string, string> texts)
    {
        var kind = KindOf(entry.EntryType);
        string? sha256 = null;
        if (kind == ApkovlEntryKind.File) sha256 = Hash(entry, path, texts);
        return new ApkovlEntry(
            path,
            kind,
            (int)entry.Mode & 0xFFF,
            entry.Uid,
            entry.Gid,
            entry.ModificationTime,
            kind == ApkovlEntryKind.File ? entry.Length : 0,
            sha256,
            kind is ApkovlEntryKind.SymbolicLink or ApkovlEntryKind.HardLink ? entry.LinkName : null);
    }

    private static string Hash(TarEntry entry, string path, Dictionary<string, string> texts)
    {
        texts.Remove(path);
        if (entry.DataStream is null)
        {
            if (path.StartsWith("etc/", StringComparison.Ordinal)) texts[path] = "";
            return Convert.ToHexStringLower(SHA256.HashData([]));
        }

        if (entry.Length > MaxKeptBytes || !path.StartsWith("etc/", StringComparison.Ordinal))
            return Convert.ToHexStringLower(SHA256.HashData(entry.DataStream));
        var content = new byte[entry.Length];
        entry.DataStream.ReadExactly(content);
        texts[path] = Encoding.UTF8.GetString(content);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }

    private static ApkovlEntryKind KindOf(TarEntryType type) => type switch
    {
        TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile => ApkovlEntryKind.File,
        TarEntryType.Directory => ApkovlEntryKind.Directory,
        TarEntryType.SymbolicLink => ApkovlEntryKind.SymbolicLink,
        TarEntryType.HardLink => ApkovlEntryKind.HardLink,
        _ => ApkovlEntryKind.Special,
    };

    // ./etc/ and etc are the same place. A name with .. is refused by busybox tar in the middle of unpacking, and an
    // absolute one hides from every comparison by path.
    private static string PathOf(string written, string name)
    {
        if (written.StartsWith('/')) throw Unsafe(written, name, "is absolute");
        if (written.Any(char.IsControl)) throw Unsafe(written, name, "has a control character");
        var parts = written.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToList();
        if (parts.Contains("..")) throw Unsafe(written, name, "leads out of the root");
        return string.Join('/', parts);
    }

    private static ImageFormatException Unsafe(string written, string name, string why) =>
        new(name, $"the entry '{string.Concat(written.Select(c => char.IsControl(c) ? '?' : c))}' {why}");
}
