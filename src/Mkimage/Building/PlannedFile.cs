namespace Bivouac.Mkimage.Building;

/// <summary>A file that a builder gets.</summary>
/// <param name="Path">Its path in the stage.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its hash, or null for a script.</param>
public sealed record PlannedFile(string Path, long Bytes, string? Sha256);
