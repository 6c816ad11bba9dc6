namespace Bivouac.Mkimage.Image.Packages;

/// <summary>A package together with the version under which it offers a name.</summary>
/// <param name="Package">The package.</param>
/// <param name="Version">Its own version, or the one in its <c>provides</c>; null when it provides the name without one.</param>
internal sealed record ApkProvider(ApkIndexRecord Package, string? Version);
