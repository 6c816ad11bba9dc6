namespace Bivouac.Mkimage.Downloads.Archives;

/// <summary>What an archive may unpack to. The defaults are far above what vendors ship, and far below what hurts.</summary>
internal sealed record ArchiveLimits
{
    /// <summary>How many bytes all members may have together.</summary>
    public long Bytes { get; init; } = 16L * 1024 * 1024 * 1024;

    /// <summary>How many members there may be.</summary>
    public int Members { get; init; } = 1_000_000;

    /// <summary>How many times larger than the archive it may be.</summary>
    public int Ratio { get; init; } = 250;

    /// <summary>How many bytes it may have whatever the ratio: a small archive of zeros hurts nobody.</summary>
    public long RatioFrom { get; init; } = 64L * 1024 * 1024;
}
