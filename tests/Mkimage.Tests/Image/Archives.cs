using System;
using System.Collections.Generic;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;

namespace Bivouac.Mkimage.Tests.Image;

/// <summary>Makes small archives as Alpine's tools make them.</summary>
internal static class Archives
{
    public static byte[] GzipTar(params TarEntry[] entries) => Gzip(Tar(entries));

    /// <summary>An APKINDEX.tar.gz: a gzip member with the signature, whose tar has no end, and one with the index.</summary>
    public static byte[] Index(string text, bool signed = true)
    {
        var index = GzipTar(File("DESCRIPTION", "test"), File("APKINDEX", text));
        if (!signed) return index;
        var signature = Tar([File(".SIGN.RSA.test-1.rsa.pub", "signature")]);
        return [.. Gzip(signature[..1024]), .. index];
    }

    public static string Package(string name, string version, long size = 4, string depends = "", string provides = "") =>
        $"P:{name}\nV:{version}\nA:x86_64\nS:{size}\nI:100\n" + (depends.Length > 0 ? $"D:{depends}\n" : "") + (provides.Length > 0 ? $"p:{provides}\n" : "") + "\n";

    public static TarEntry File(string path, string content, int mode = 0x1A4) => new UstarTarEntry(TarEntryType.RegularFile, path)
    {
        DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)),
        Mode = (UnixFileMode)mode,
        ModificationTime = DateTimeOffset.UnixEpoch,
    };

    public static TarEntry Link(string path, string target) => new UstarTarEntry(TarEntryType.SymbolicLink, path) { LinkName = target };

    public static TarEntry Folder(string path) => new UstarTarEntry(TarEntryType.Directory, path) { Mode = (UnixFileMode)0x1ED };

    public static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest)) zip.Write(content);
        return packed.ToArray();
    }

    public static byte[] Tar(IEnumerable<TarEntry> entries)
    {
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Ustar))
            foreach (var entry in entries.ToList()) writer.WriteEntry(entry);
        return archive.ToArray();
    }
}
