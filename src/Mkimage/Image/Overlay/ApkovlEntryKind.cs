namespace Bivouac.Mkimage.Image.Overlay;

/// <summary>What an entry of an overlay is.</summary>
public enum ApkovlEntryKind
{
    /// <summary>A file with content.</summary>
    File,

    /// <summary>A folder.</summary>
    Directory,

    /// <summary>A symbolic link.</summary>
    SymbolicLink,

    /// <summary>A second name of a file of the overlay.</summary>
    HardLink,

    /// <summary>A device node, a fifo or something else that no overlay needs.</summary>
    Special,
}
