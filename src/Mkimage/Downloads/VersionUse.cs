namespace Bivouac.Mkimage.Downloads;

/// <summary>A value of VERSIONS that a download uses.</summary>
/// <param name="Key">The key, such as <c>GO_VERSION</c>.</param>
/// <param name="Value">Its value.</param>
internal sealed record VersionUse(string Key, string Value);
