namespace Bivouac.Mkimage.Building;

/// <summary>A file that is fetched unless it is cached.</summary>
/// <param name="What">What it is.</param>
/// <param name="From">A URL or a path.</param>
/// <param name="Sha256">What it must hash to, or null when it is not pinned.</param>
public sealed record PlannedDownload(string What, string From, string? Sha256);
