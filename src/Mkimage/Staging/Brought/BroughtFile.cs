namespace Bivouac.Mkimage.Staging.Brought;

/// <summary>A verified download.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="FileName">The name that the vendor gives it.</param>
/// <param name="Sha256">The hash of its content in lower-case hexadecimal.</param>
public sealed record BroughtFile(string Path, string FileName, string Sha256);
