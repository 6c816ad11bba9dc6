using System;
using System.IO;

namespace Bivouac.Mkimage.Downloads.Archives;

/// <summary>A member of an archive, tar or zip.</summary>
/// <param name="Name">As the archive has it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Mode">Its permissions.</param>
/// <param name="Modified">When it was last changed.</param>
/// <param name="LinkTarget">Where a link leads.</param>
/// <param name="Open">Opens its content; null when it has none.</param>
internal sealed record Member(string Name, MemberKind Kind, UnixFileMode Mode, DateTimeOffset Modified, string? LinkTarget, Func<Stream?> Open);
