using System;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;
using System.Text;

namespace Bivouac.Mkimage.Tests.Downloads;

/// <summary>Writes tars with whatever a test wants in them.</summary>
internal sealed class TarFixture
{
    private readonly MemoryStream bytes = new();
    private readonly TarWriter writer;

    public TarFixture() => writer = new TarWriter(bytes, TarEntryFormat.Pax, leaveOpen: true);

    public TarFixture File(string name, string text = "x", UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite) =>
        Entry(TarEntryType.RegularFile, name, e =>
        {
            e.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text));
            e.Mode = mode;
        });

    public TarFixture Zeros(string name, int length) => Entry(TarEntryType.RegularFile, name, e => e.DataStream = new MemoryStream(new byte[length]));

    public TarFixture Folder(string name) => Entry(TarEntryType.Directory, name, static _ => { });

    public TarFixture Link(string name, string target) => Entry(TarEntryType.SymbolicLink, name, e => e.LinkName = target);

    public TarFixture HardLink(string name, string target) => Entry(TarEntryType.HardLink, name, e => e.LinkName = target);

    public TarFixture Entry(TarEntryType type, string name) => Entry(type, name, static _ => { });

    public byte[] Tar()
    {
        writer.Dispose();
        return bytes.ToArray();
    }

    public byte[] TarGz()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(Tar());
        return packed.ToArray();
    }

    private TarFixture Entry(TarEntryType type, string name, Action<PaxTarEntry> set)
    {
        var entry = new PaxTarEntry(type, name) { ModificationTime = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero) };
        set(entry);
        writer.WriteEntry(entry);
        return this;
    }
}
