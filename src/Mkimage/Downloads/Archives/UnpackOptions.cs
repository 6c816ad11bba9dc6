using System.Collections.Generic;

namespace Bivouac.Mkimage.Downloads.Archives;

/// <summary>What of an archive is unpacked, and how.</summary>
internal sealed record UnpackOptions
{
    /// <summary>
    /// Which members: globs over their whole names, before anything is stripped. <c>*</c> and <c>?</c> stay within a folder, <c>**</c> does not; a
    /// folder takes what is below it. None means all.
    /// </summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>How many leading folders are taken off the names; members with no more than these are left out.</summary>
    public int Strip { get; init; }

    /// <summary>What it may unpack to.</summary>
    public ArchiveLimits Limits { get; init; } = new();
}
