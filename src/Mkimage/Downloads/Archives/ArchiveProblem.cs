namespace Bivouac.Mkimage.Downloads.Archives;

/// <summary>Why an archive is not unpacked.</summary>
internal enum ArchiveProblem
{
    /// <summary>It is no archive that is known.</summary>
    UnknownKind,

    /// <summary>It ends early or is damaged.</summary>
    Damaged,

    /// <summary>A member's name is not one within the archive: <c>..</c>, absolute, or with letters that no name has.</summary>
    UnsafeName,

    /// <summary>A link leads out of the archive, or nowhere.</summary>
    UnsafeLink,

    /// <summary>A member is a device, a pipe, or something else that is no content.</summary>
    UnsafeKind,

    /// <summary>Two members have the same name, and cannot be the same.</summary>
    Contradiction,

    /// <summary>It unpacks to more than any vendor's archive does.</summary>
    TooLarge,

    /// <summary>No member has the name that is wanted.</summary>
    NothingMatches,
}
