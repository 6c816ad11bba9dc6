using System;

namespace Bivouac.Mkimage.Builders;

/// <summary>A name in a folder of the builder.</summary>
/// <param name="Name">The name, without its folder.</param>
/// <param name="Kind">What it is; a link is not followed.</param>
/// <param name="Length">The length in bytes of a file, 0 for all else.</param>
/// <param name="Modified">When its content was last written, to the second.</param>
public sealed record BuilderEntry(string Name, BuilderEntryKind Kind, long Length, DateTimeOffset Modified);
