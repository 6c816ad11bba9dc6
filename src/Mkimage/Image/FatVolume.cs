using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace Bivouac.Mkimage.Image;

/// <summary>
/// Finds files in a FAT12, FAT16 or FAT32 file system, as UEFI does with the EFI boot image: by 8.3 name, without regard
/// to case. Enough for <c>EFI/BOOT/BOOTX64.EFI</c>; long names are not read.
/// </summary>
internal sealed class FatVolume
{
    private const int EntrySize = 32;
    private const byte DirectoryAttribute = 0x10;
    private const byte LongNameAttributes = 0x0F;
    private const int MaxDirectoryBytes = 4 * 1024 * 1024;

    private readonly Stream _stream;
    private readonly int _clusterSize;
    private readonly long _fatOffset;
    private readonly long _dataOffset;
    private readonly long _rootOffset;
    private readonly int _rootSize;
    private readonly uint _rootCluster;
    private readonly long _clusterCount;

    /// <summary>Reads the boot sector.</summary>
    /// <param name="stream">The file system, seekable; it must stay open.</param>
    /// <exception cref="ImageFormatException">It is not a FAT file system.</exception>
    public FatVolume(Stream stream)
    {
        _stream = stream;
        var boot = new byte[512];
        ReadAt(0, boot);
        int sectorSize = BinaryPrimitives.ReadUInt16LittleEndian(boot.AsSpan(11));
        int sectorsPerCluster = boot[13];
        int reserved = BinaryPrimitives.ReadUInt16LittleEndian(boot.AsSpan(14));
        int fats = boot[16];
        int rootEntries = BinaryPrimitives.ReadUInt16LittleEndian(boot.AsSpan(17));
        long sectors = BinaryPrimitives.ReadUInt16LittleEndian(boot.AsSpan(19));
        if (sectors == 0) sectors = BinaryPrimitives.ReadUInt32LittleEndian(boot.AsSpan(32));
        long fatSectors = BinaryPrimitives.ReadUInt16LittleEndian(boot.AsSpan(22));
        var isFat32 = fatSectors == 0;
        if (isFat32) fatSectors = BinaryPrimitives.ReadUInt32LittleEndian(boot.AsSpan(36));
        if (boot[510] != 0x55 || boot[511] != 0xAA || sectorSize is not (512 or 1024 or 2048 or 4096) || sectorsPerCluster == 0 || reserved == 0 || fats == 0 || fatSectors == 0 || sectors == 0)
            throw Damaged("it is not a FAT file system (mformat failed, or it is empty)");

        _clusterSize = sectorSize * sectorsPerCluster;
        _fatOffset = reserved * (long)sectorSize;
        _rootOffset = _fatOffset + (fats * fatSectors * sectorSize);
        _rootSize = rootEntries * EntrySize;
        _rootCluster = isFat32 ? BinaryPrimitives.ReadUInt32LittleEndian(boot.AsSpan(44)) : 0;
        _dataOffset = _rootOffset + ((_rootSize + sectorSize - 1) / sectorSize * sectorSize);
        _clusterCount = ((sectors * sectorSize) - _dataOffset) / _clusterSize;
        Bits = isFat32 ? 32 : _clusterCount < 4085 ? 12 : 16;
    }

    /// <summary>12, 16 or 32: bits of an entry of its allocation table.</summary>
    public int Bits { get; }

    /// <summary>Reads a file's first bytes, at most <paramref name="limit"/>; null when there is no such file.</summary>
    /// <param name="path">Its path, 8.3 names with <c>/</c> between, in any case.</param>
    /// <param name="limit">How many bytes at most.</param>
    /// <exception cref="ImageFormatException">The file system is damaged.</exception>
    public byte[]? ReadFile(string path, int limit)
    {
        var directory = Bits == 32 ? ReadChain(_rootCluster, MaxDirectoryBytes) : ReadRoot();
        var names = path.Split('/');
        for (var i = 0; i < names.Length; i++)
        {
            var isLast = i == names.Length - 1;
            if (Find(directory, names[i], isDirectory: !isLast) is not { } found) return null;
            if (isLast) return found.Size == 0 ? [] : ReadChain(found.Cluster, (int)Math.Min(limit, found.Size));
            directory = ReadChain(found.Cluster, MaxDirectoryBytes);
        }

        return null;
    }

    private static (uint Cluster, uint Size)? Find(byte[] directory, string name, bool isDirectory)
    {
        for (var at = 0; at + EntrySize <= directory.Length && directory[at] != 0; at += EntrySize)
        {
            var entry = directory.AsSpan(at, EntrySize);
            if (entry[0] == 0xE5 || (entry[11] & LongNameAttributes) == LongNameAttributes) continue;
            if ((entry[11] & DirectoryAttribute) != 0 != isDirectory) continue;
            var stem = Encoding.Latin1.GetString(entry[..8]).TrimEnd();
            var extension = Encoding.Latin1.GetString(entry.Slice(8, 3)).TrimEnd();
            if (!string.Equals(extension.Length == 0 ? stem : stem + "." + extension, name, StringComparison.OrdinalIgnoreCase)) continue;
            var cluster = BinaryPrimitives.ReadUInt16LittleEndian(entry[26..]) | ((uint)BinaryPrimitives.ReadUInt16LittleEndian(entry[20..]) << 16);
            return (cluster, BinaryPrimitives.ReadUInt32LittleEndian(entry[28..]));
        }

        return null;
    }

    private byte[] ReadRoot()
    {
        var root = new byte[_rootSize];
        ReadAt(_rootOffset, root);
        return root;
    }

    private byte[] ReadChain(uint cluster, int limit)
    {
        using var content = new MemoryStream();
        var seen = new HashSet<uint>();
        var buffer = new byte[_clusterSize];
        var end = Bits switch { 12 => 0xFF8u, 16 => 0xFFF8u, _ => 0x0FFFFFF8u };
        while (cluster < end && content.Length < limit)
        {
            if (cluster < 2 || cluster - 2 >= _clusterCount || !seen.Add(cluster)) throw Damaged("a chain of its allocation table leads nowhere");
            ReadAt(_dataOffset + ((cluster - 2) * (long)_clusterSize), buffer);
            content.Write(buffer, 0, (int)Math.Min(buffer.Length, limit - content.Length));
            cluster = Next(cluster);
        }

        return content.ToArray();
    }

    private uint Next(uint cluster)
    {
        var entry = new byte[4];
        switch (Bits)
        {
            case 12:
                ReadAt(_fatOffset + cluster + (cluster / 2), entry.AsSpan(0, 2));
                uint pair = BinaryPrimitives.ReadUInt16LittleEndian(entry);
                return cluster % 2 == 0 ? pair & 0xFFF : pair >> 4;
            case 16:
                ReadAt(_fatOffset + (2L * cluster), entry.AsSpan(0, 2));
                return BinaryPrimitives.ReadUInt16LittleEndian(entry);
            default:
                ReadAt(_fatOffset + (4L * cluster), entry);
                return BinaryPrimitives.ReadUInt32LittleEndian(entry) & 0x0FFFFFFF;
        }
    }

    private void ReadAt(long offset, Span<byte> target)
    {
        if (offset > _stream.Length - target.Length) throw Damaged("it ends before its own end");
        _stream.Position = offset;
        _stream.ReadExactly(target);
    }

    private static ImageFormatException Damaged(string why) => new("FAT", why);
}
