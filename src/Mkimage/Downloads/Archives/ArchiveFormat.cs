using System;
using System.IO;
using System.IO.Compression;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.Xz;
using SharpCompress.Compressors.ZStandard;

namespace Bivouac.Mkimage.Downloads.Archives;

/// <summary>Tells archives apart by how they begin, never by their names, and takes their compression off.</summary>
internal static class ArchiveFormat
{
    private const int TarMagicAt = 257;

    /// <summary>Tells what an archive is.</summary>
    /// <param name="archive">The archive, at its beginning; it is left there.</param>
    /// <exception cref="ArchiveException">It is none.</exception>
    public static ArchiveKind Of(Stream archive)
    {
        Span<byte> head = stackalloc byte[TarMagicAt + 5];
        var count = archive.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        archive.Position = 0;
        head = head[..count];
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
            return ArchiveKind.TarGz;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]))
            return ArchiveKind.TarXz;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]))
            return ArchiveKind.TarZst;
        if (head.StartsWith("BZh"u8))
            return ArchiveKind.TarBz2;
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8))
            return ArchiveKind.Zip;
        if (head.Length == TarMagicAt + 5 && head[TarMagicAt..].SequenceEqual("ustar"u8))
            return ArchiveKind.Tar;
        throw new ArchiveException(ArchiveProblem.UnknownKind, null, "it is neither a tar (plain, gzip, xz, Zstandard or bzip2) nor a zip");
    }

    /// <summary>The tar in an archive.</summary>
    /// <param name="archive">The archive, at its beginning.</param>
    /// <param name="kind">One of the tars.</param>
    public static Stream Decompress(Stream archive, ArchiveKind kind) => kind switch
    {
        ArchiveKind.Tar => archive,
        ArchiveKind.TarGz => new GZipStream(archive, CompressionMode.Decompress),
        ArchiveKind.TarXz => new XZStream(archive),
        ArchiveKind.TarZst => new DecompressionStream(archive),
        ArchiveKind.TarBz2 => BZip2Stream.Create(archive, SharpCompress.Compressors.CompressionMode.Decompress, decompressConcatenated: true),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
