namespace Bivouac;

/// <summary>
/// How the modloop's squashfs is compressed. update-kernel hard-codes xz; the driver puts a wrapper of mksquashfs first on PATH.
/// Measured for 396 MB of modules on 2 cores: lz4 1.3 s and 152 MiB, zstd (level 3) 1.5 s and 99 MiB, xz 94 s and 74 MiB.
/// </summary>
public enum ModloopCompression
{
    /// <summary>lz4: fastest to make and to read, largest. The default.</summary>
    Lz4,

    /// <summary>zstd at level 3: almost as fast, a third smaller.</summary>
    Zstd,

    /// <summary>xz with the branch filter of the architecture, as Alpine's own images: smallest, slow.</summary>
    Xz,
}
