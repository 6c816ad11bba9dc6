namespace Bivouac.Mkimage.Staging;

/// <summary>What a path of the overlay must be.</summary>
public enum ExpectedEntryKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A folder.</summary>
    Directory,

    /// <summary>A symbolic link.</summary>
    Link,
}
