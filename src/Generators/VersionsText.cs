namespace Bivouac.Generators;

/// <summary>A file named VERSIONS.</summary>
internal sealed record VersionsText(string Path, string Text);
