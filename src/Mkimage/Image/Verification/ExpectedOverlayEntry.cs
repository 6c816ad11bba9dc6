using Bivouac.Mkimage.Image.Overlay;

namespace Bivouac.Mkimage.Image.Verification;

/// <summary>What must stand at a path of the overlay, in its final form.</summary>
/// <param name="Path">From /, without a slash at either end: <c>etc/hostname</c>.</param>
/// <param name="Kind">What it must be.</param>
/// <param name="Content">For a file the SHA-256 of its content in lower-case hex, for a link its target; null when any will do, and for folders.</param>
/// <param name="Mode">Permission bits (octal 0755 is 493); null when any will do, as for links.</param>
/// <param name="Uid">The owner's number; null when any will do.</param>
/// <param name="Gid">The group's number; null when any will do.</param>
public sealed record ExpectedOverlayEntry(string Path, ApkovlEntryKind Kind, string? Content, int? Mode, int? Uid, int? Gid);
