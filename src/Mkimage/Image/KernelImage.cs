using System;
using System.Buffers.Binary;
using System.IO;
using System.Text;

namespace Bivouac.Mkimage.Image;

/// <summary>Reads what a kernel says about itself before it is run.</summary>
internal static class KernelImage
{
    private const int HeaderSize = 0x211;
    private const int SetupStart = 0x200;
    private const int MaxReleaseLength = 256;

    /// <summary>
    /// The release (<c>6.6.14-0-lts</c>, as uname -r prints it) of an x86 bzImage: the pointer at 0x20E of the boot header
    /// names a text (Linux, Documentation/arch/x86/boot.rst, kernel_version).
    /// </summary>
    /// <returns>The release; null for kernels of other formats (the arm64 Image has none) and where it cannot be read.</returns>
    public static string? ReadRelease(Stream stream)
    {
        var header = new byte[HeaderSize];
        if (stream.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) < HeaderSize) return null;
        if (!header.AsSpan(0x202, 4).SequenceEqual("HdrS"u8)) return null;
        int pointer = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(0x20E));
        if (pointer == 0) return null;

        var rest = SetupStart + pointer - HeaderSize;
        if (rest < 0) return null;
        var text = new byte[rest + MaxReleaseLength];
        var count = stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
        if (count <= rest) return null;
        var version = text.AsSpan(rest, count - rest);
        var end = version.IndexOfAny((byte)' ', (byte)0, (byte)'\n');
        return end > 0 ? Encoding.Latin1.GetString(version[..end]) : null;
    }

    /// <summary>
    /// The package version that a release of Alpine belongs to: <c>6.6.14-0-lts</c> is of <c>6.6.14-r0</c>. Null when it is
    /// not written so.
    /// </summary>
    /// <param name="release">What <see cref="ReadRelease"/> returned.</param>
    /// <param name="flavor">The kernel flavor, <c>lts</c>.</param>
    public static string? PackageVersionOf(string release, string flavor)
    {
        if (!release.EndsWith("-" + flavor, StringComparison.Ordinal)) return null;
        var version = release[..^(flavor.Length + 1)];
        var dash = version.LastIndexOf('-');
        // A release candidate, 6.7.0-rc3, is the package's 6.7.0_rc3.
        return dash < 0 ? null : version[..dash].Replace("-rc", "_rc", StringComparison.Ordinal) + "-r" + version[(dash + 1)..];
    }
}
