namespace Bivouac.Mkimage.Downloads.Checksums;

/// <summary>Why a document gives no checksum.</summary>
internal enum ChecksumProblem
{
    /// <summary>It has no content.</summary>
    Empty,

    /// <summary>It is a web page.</summary>
    Html,

    /// <summary>It is longer than any checksum file.</summary>
    TooLong,

    /// <summary>It is no checksum file, or not the JSON that the path describes.</summary>
    Unreadable,

    /// <summary>It does not name the file.</summary>
    NotNamed,

    /// <summary>It names the file more than once, with different values.</summary>
    Ambiguous,

    /// <summary>It names the file with MD5, SHA-1 or others that prove nothing.</summary>
    WeakOnly,
}
