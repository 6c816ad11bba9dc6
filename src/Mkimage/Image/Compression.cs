using System;
using System.IO;

namespace Bivouac.Mkimage.Image;

/// <summary>Tells by its first bytes how a file is compressed.</summary>
internal static class Compression
{
    /// <summary>The name of the format (<c>gzip</c>, <c>zstd</c>, <c>xz</c>, <c>lz4</c>), <c>cpio</c> for an archive that is not compressed, null for anything else.</summary>
    public static string? Detect(Stream stream)
    {
        var magic = new byte[6];
        var count = stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        ReadOnlySpan<byte> start = magic.AsSpan(0, count);
        if (start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B])) return "gzip";
        if (start.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD])) return "zstd";
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0])) return "xz";
        // Linux reads the legacy lz4 frame for an initramfs; the newer one is what lz4 writes by default.
        if (start.StartsWith((ReadOnlySpan<byte>)[0x02, 0x21, 0x4C, 0x18])) return "lz4";
        return start.StartsWith("07070"u8) ? "cpio" : null;
    }
}
