using System;
using System.Buffers.Binary;
using System.IO;

namespace Bivouac.Mkimage.Image;

/// <summary>The superblock of a squashfs 4.0 file system (Linux, fs/squashfs/squashfs_fs.h), such as a modloop.</summary>
/// <param name="Compression">How it is compressed.</param>
/// <param name="BytesUsed">Bytes of the file system; the file may be padded beyond.</param>
/// <param name="BlockSize">Bytes of a data block before compression.</param>
internal sealed record SquashFsSuperblock(SquashFsCompression Compression, long BytesUsed, int BlockSize)
{
    private const int Size = 96;

    /// <summary>Reads it from the start of a stream.</summary>
    /// <exception cref="ImageFormatException">It is not a squashfs 4.0.</exception>
    public static SquashFsSuperblock Read(Stream stream)
    {
        var block = new byte[Size];
        if (stream.ReadAtLeast(block, Size, throwOnEndOfStream: false) < Size)
            throw new ImageFormatException("squashfs", "it is shorter than a superblock");
        if (!block.AsSpan(0, 4).SequenceEqual("hsqs"u8)) throw new ImageFormatException("squashfs", "it does not begin with 'hsqs'");
        int major = BinaryPrimitives.ReadUInt16LittleEndian(block.AsSpan(28));
        if (major != 4) throw new ImageFormatException("squashfs", $"it is of version {major}, the kernel reads version 4");
        var compression = (SquashFsCompression)BinaryPrimitives.ReadUInt16LittleEndian(block.AsSpan(20));
        if (!Enum.IsDefined(compression)) throw new ImageFormatException("squashfs", $"its compression has the unknown number {(int)compression}");
        var blockSize = BinaryPrimitives.ReadUInt32LittleEndian(block.AsSpan(12));
        var bytesUsed = BinaryPrimitives.ReadInt64LittleEndian(block.AsSpan(40));
        if (blockSize is < 4096 or > 1024 * 1024 || bytesUsed < Size) throw new ImageFormatException("squashfs", "its superblock is damaged");
        return new SquashFsSuperblock(compression, bytesUsed, (int)blockSize);
    }
}
