namespace Bivouac.Mkimage.Image.Verification;

/// <summary>A package in the boot repository of an image.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Size">Bytes of its .apk file.</param>
public sealed record ImagePackage(string Name, string Version, long Size);
