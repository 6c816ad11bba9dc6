using System;
using Bivouac.Scripts;

namespace Bivouac.Mkimage.Building.Tools;

/// <summary>
/// A program <c>mkinitfs</c> for a folder that is first on PATH, which decides how the initramfs is compressed. update-kernel
/// passes no <c>-C</c>, and mkinitfs reads the builder's own <c>/etc/mkinitfs/mkinitfs.conf</c> after its options, so that
/// what stands there would win (source: mkinitfs 3.10.2). An empty configuration is given to it: all else that the file could
/// say (features) update-kernel says itself, and the builder's settings have no place in an image.
/// </summary>
public static class MkinitfsWrapper
{
    /// <summary>The program.</summary>
    /// <param name="compression">The compression.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such compression.</exception>
    public static ScriptFile Of(InitramfsCompression compression)
    {
        var (name, level) = compression switch
        {
            InitramfsCompression.Zstd => ("zstd", 3),
            InitramfsCompression.ZstdSmall => ("zstd", 19),
            InitramfsCompression.Gzip => ("gzip", 9),
            InitramfsCompression.Xz => ("xz", 9),
            InitramfsCompression.Lz4 => ("lz4", 1),
            _ => throw new ArgumentOutOfRangeException(nameof(compression), compression, "The initramfs is compressed with zstd, gzip, xz or lz4."),
        };
        var find = RealProgram.Find("mkinitfs", "mkinitfs", FormattableString.Invariant($"compresses the initramfs with {name} -{level}, whatever the builder's own configuration says."));
        return new("mkinitfs", find + FormattableString.Invariant($"""
            export complevel_{name}=-{level}
            exec "$real" -c /dev/null -C {name} "$@"

            """));
    }
}
