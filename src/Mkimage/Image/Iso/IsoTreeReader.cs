using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;

namespace Bivouac.Mkimage.Image.Iso;

/// <summary>
/// Reads the directory tree of an image. Each directory's extent is read once, and the amount read is limited, so that
/// an image whose directories contain each other comes to an end.
/// </summary>
internal sealed class IsoTreeReader(IsoMedium medium)
{
    private const int MaxDepth = 64;
    private const int MaxEntries = 500_000;
    private const long MaxDirectoryBytes = 256L * 1024 * 1024;
    private const byte DirectoryFlag = 0x02;
    private const byte AssociatedFlag = 0x04;
    private const byte MultiExtentFlag = 0x80;

    private readonly HashSet<long> _visited = [];
    private readonly Dictionary<string, IsoEntry> _entries = new(StringComparer.Ordinal);
    private long _bytesRead;

    /// <summary>Reads the whole tree.</summary>
    /// <param name="rootRecord">The directory record of the root, from the volume descriptor.</param>
    /// <returns>All entries by path, without the root.</returns>
    /// <exception cref="ImageFormatException">A directory is damaged or lies outside of the image.</exception>
    public IReadOnlyDictionary<string, IsoEntry> Read(ReadOnlySpan<byte> rootRecord)
    {
        ReadDirectory("", ExtentOf(rootRecord), depth: 0);
        return _entries;
    }

    private void ReadDirectory(string folder, IsoExtent extent, int depth)
    {
        if (depth > MaxDepth) throw Damaged(folder, $"folders are nested more than {MaxDepth} deep");
        if (!_visited.Add(extent.Offset)) throw Damaged(folder, "a folder contains itself");
        _bytesRead += extent.Length;
        if (_bytesRead > MaxDirectoryBytes) throw Damaged(folder, "its folders are larger than any real image's");
        medium.RequireInside(extent.Offset, extent.Length);

        var folders = new List<(string Path, IsoExtent Extent)>();
        var pieces = new List<IsoExtent>();
        var sector = new byte[IsoMedium.SectorSize];
        for (long at = 0; at < extent.Length; at += sector.Length)
        {
            var available = (int)Math.Min(sector.Length, extent.Length - at);
            medium.Read(extent.Offset + at, sector.AsSpan(0, available));
            ReadSector(folder, sector.AsSpan(0, available), pieces, folders);
        }

        foreach (var (path, child) in folders) ReadDirectory(path, child, depth + 1);
    }

    // Records do not cross sectors; the rest of a sector is filled with zeros.
    private void ReadSector(string folder, ReadOnlySpan<byte> sector, List<IsoExtent> pieces, List<(string Path, IsoExtent Extent)> folders)
    {
        while (sector.Length > 0 && sector[0] != 0)
        {
            int length = sector[0];
            if (length < 34 || length > sector.Length) throw Damaged(folder, "a directory record has an impossible length");
            ReadRecord(folder, sector[..length], pieces, folders);
            sector = sector[length..];
        }
    }

    private void ReadRecord(string folder, ReadOnlySpan<byte> record, List<IsoExtent> pieces, List<(string Path, IsoExtent Extent)> folders)
    {
        int nameLength = record[32];
        if (nameLength == 0 || 33 + nameLength > record.Length) throw Damaged(folder, "a directory record has an impossible name");
        var rawName = record.Slice(33, nameLength);
        if (nameLength == 1 && rawName[0] is 0 or 1) return; // the folder itself and its parent
        var flags = record[25];
        if ((flags & AssociatedFlag) != 0) return;

        pieces.Add(ExtentOf(record));
        if ((flags & MultiExtentFlag) != 0) return;

        var systemUse = 33 + nameLength + (nameLength % 2 == 0 ? 1 : 0);
        var name = systemUse < record.Length ? RockRidge.ReadName(medium, record[systemUse..]) : null;
        name ??= PlainName(rawName);
        if (name.Length == 0 || name is "." or ".." || name.Contains('/') || name.Contains('\0'))
            throw Damaged(folder, "an entry has a name that no file can have");

        var path = folder.Length == 0 ? name : folder + "/" + name;
        if ((flags & DirectoryFlag) != 0)
        {
            Add(new IsoEntry(path, IsDirectory: true, 0, []));
            folders.Add((path, pieces[0]));
        }
        else
        {
            Add(new IsoEntry(path, IsDirectory: false, Sum(pieces), pieces.ToArray()));
        }

        pieces.Clear();
    }

    private void Add(IsoEntry entry)
    {
        if (_entries.Count >= MaxEntries) throw Damaged(entry.Folder, $"it has more than {MaxEntries} entries");
        if (!_entries.TryAdd(entry.Path, entry)) throw Damaged(entry.Folder, $"'{entry.Path}' is there twice");
    }

    private static string PlainName(ReadOnlySpan<byte> raw)
    {
        var name = Encoding.Latin1.GetString(raw);
        var version = name.LastIndexOf(';');
        if (version >= 0) name = name[..version];
        return name.TrimEnd('.');
    }

    private static long Sum(List<IsoExtent> pieces)
    {
        long sum = 0;
        foreach (var piece in pieces) sum += piece.Length;
        return sum;
    }

    private static IsoExtent ExtentOf(ReadOnlySpan<byte> record)
    {
        // An extended attribute record (byte 1, in blocks) stands before the content.
        var block = BinaryPrimitives.ReadUInt32LittleEndian(record[2..]) + (long)record[1];
        return new IsoExtent(block * IsoMedium.SectorSize, BinaryPrimitives.ReadUInt32LittleEndian(record[10..]));
    }

    private ImageFormatException Damaged(string folder, string why) => new(medium.Name, $"folder /{folder} is damaged: {why}");
}
