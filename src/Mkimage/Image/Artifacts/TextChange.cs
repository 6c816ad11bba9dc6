namespace Bivouac.Mkimage.Image.Artifacts;

/// <summary>Something that is different in two images.</summary>
/// <param name="Name">A package, a kernel flavor.</param>
/// <param name="Former">Its version in the former image; null when it was not there.</param>
/// <param name="Now">Its version in this one; null when it is gone.</param>
internal sealed record TextChange(string Name, string? Former, string? Now);
