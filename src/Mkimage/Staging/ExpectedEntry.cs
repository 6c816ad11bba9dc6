namespace Bivouac.Mkimage.Staging;

/// <summary>What a path of the overlay must be.</summary>
/// <param name="Kind">File, folder or link.</param>
/// <param name="Sha256">The hash of a file's content in lower-case hexadecimal, else null.</param>
/// <param name="LinkTarget">What a link points to, else null.</param>
/// <param name="Mode">The twelve permission bits; those of a link mean nothing.</param>
/// <param name="Uid">The owner's number.</param>
/// <param name="Gid">The group's number.</param>
public sealed record ExpectedEntry(ExpectedEntryKind Kind, string? Sha256, string? LinkTarget, int Mode, int Uid, int Gid);
