namespace Bivouac.Mkimage.Image;

/// <summary>How a squashfs (the modloop) is compressed; the numbers are those of its superblock.</summary>
public enum SquashFsCompression
{
    /// <summary>gzip (zlib).</summary>
    Gzip = 1,

    /// <summary>lzma, which no kernel of Alpine reads.</summary>
    Lzma = 2,

    /// <summary>lzo.</summary>
    Lzo = 3,

    /// <summary>xz, what update-kernel hard-codes.</summary>
    Xz = 4,

    /// <summary>lz4, the default of Bivouac.</summary>
    Lz4 = 5,

    /// <summary>zstd.</summary>
    Zstd = 6,
}
