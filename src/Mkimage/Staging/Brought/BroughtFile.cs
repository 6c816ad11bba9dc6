namespace Bivouac.Mkimage.Staging.Brought;

/// <summary>A verified download.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Sha256">The hash of its content in lower-case hexadecimal.</param>
public sealed record BroughtFile(string Path, string Sha256);
