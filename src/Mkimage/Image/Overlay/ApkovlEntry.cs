using System;

namespace Bivouac.Mkimage.Image.Overlay;

/// <summary>An entry of an overlay.</summary>
/// <param name="Path">Its path from /, without a slash at either end: <c>etc/hostname</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Mode">The permission bits, with set-uid, set-gid and sticky: 0x1ED is 0755.</param>
/// <param name="Uid">The owner's number.</param>
/// <param name="Gid">The group's number.</param>
/// <param name="ModifiedAt">Its time.</param>
/// <param name="Size">Bytes of content; 0 for all but files.</param>
/// <param name="Sha256">The content's SHA-256 in lower-case hex; null for all but files.</param>
/// <param name="LinkTarget">What a link points at; null for all but links.</param>
internal sealed record ApkovlEntry(
    string Path,
    ApkovlEntryKind Kind,
    int Mode,
    int Uid,
    int Gid,
    DateTimeOffset ModifiedAt,
    long Size,
    string? Sha256,
    string? LinkTarget);
