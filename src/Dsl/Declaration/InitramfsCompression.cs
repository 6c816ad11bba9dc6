namespace Bivouac;

/// <summary>
/// How the initramfs is compressed. mkinitfs takes gzip -9; the driver puts a wrapper of mkinitfs first on PATH. Measured for an
/// initramfs of 64 MB on 2 cores: zstd -3 2.0 s and 19.2 MB, zstd -19 16.5 s and 15.2 MB, gzip -9 21.5 s and 19.8 MB, lz4 -1
/// 1.9 s and 29.4 MB. Kernel lts unpacks all of these and xz.
/// </summary>
public enum InitramfsCompression
{
    /// <summary>zstd at level 3: ten times as fast to make as Alpine's default, and a little smaller. The default.</summary>
    Zstd,

    /// <summary>zstd at level 19: a fifth smaller, eight times slower to make.</summary>
    ZstdSmall,

    /// <summary>gzip at level 9, as Alpine's own images: every kernel unpacks it, slowest to make.</summary>
    Gzip,

    /// <summary>xz at level 9, as mkinitfs makes it (not measured): slow to make and to unpack. The sandbox gets the package <c>xz</c>.</summary>
    Xz,

    /// <summary>lz4 at level 1: fastest to unpack, half as large again. The sandbox gets the package <c>lz4</c>.</summary>
    Lz4,
}
