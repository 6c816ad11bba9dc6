namespace Bivouac.Mkimage.Builders;

/// <summary>What a name in a folder of the builder stands for.</summary>
public enum BuilderEntryKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link, wherever it leads.</summary>
    Link,

    /// <summary>A device, a pipe or a socket.</summary>
    Other,
}
