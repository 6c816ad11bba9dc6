namespace Bivouac.Mkimage.Downloads.Archives;

/// <summary>What a member is.</summary>
internal enum MemberKind
{
    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A file with its content.</summary>
    File,

    /// <summary>A symbolic link.</summary>
    SymbolicLink,

    /// <summary>Another name of a file that came before.</summary>
    HardLink,

    /// <summary>A device, a pipe, a socket, or a kind that nobody unpacks.</summary>
    Other,
}
