namespace Bivouac.Mkimage.Downloads.Archives;

/// <summary>The kinds of archives, by their content.</summary>
internal enum ArchiveKind
{
    /// <summary>tar as it is.</summary>
    Tar,

    /// <summary>tar with gzip.</summary>
    TarGz,

    /// <summary>tar with xz.</summary>
    TarXz,

    /// <summary>tar with Zstandard.</summary>
    TarZst,

    /// <summary>tar with bzip2.</summary>
    TarBz2,

    /// <summary>zip.</summary>
    Zip,
}
