namespace Bivouac.Mkimage.Staging;

/// <summary>What a staged path is.</summary>
public enum StagedFileKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A folder.</summary>
    Directory,

    /// <summary>A symbolic link, kept as it is.</summary>
    Link,
}
