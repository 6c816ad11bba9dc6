namespace Bivouac.Mkimage.Http;

/// <summary>What a server said of a file when its download began: by this it can be asked later whether it is still the same.</summary>
/// <param name="Url">The URL that was asked for.</param>
/// <param name="EntityTag">Its strong entity tag, with the quotes.</param>
/// <param name="LastModified">When it was last changed, as HTTP writes it; only without an entity tag.</param>
/// <param name="Length">How many bytes it has.</param>
internal sealed record PartialState(string Url, string? EntityTag, string? LastModified, long? Length);
