namespace Bivouac.Mkimage.Image.Artifacts;

/// <summary>How much of two images one part takes.</summary>
/// <param name="Name">The part.</param>
/// <param name="Former">Its bytes in the former image.</param>
/// <param name="Now">Its bytes in this one.</param>
internal sealed record PartChange(string Name, long Former, long Now);
