namespace Bivouac.Mkimage.Building.Space;

/// <summary>Something that takes space.</summary>
/// <param name="Folder">The folder below the builder's work root or the cache.</param>
/// <param name="Name">The name in it; empty for the folder itself.</param>
/// <param name="Bytes">What it takes on the disk.</param>
public sealed record SpaceItem(string Folder, string Name, long Bytes);
