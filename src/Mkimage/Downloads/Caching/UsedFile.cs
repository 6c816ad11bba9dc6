namespace Bivouac.Mkimage.Downloads.Caching;

/// <summary>A verified copy of a download.</summary>
/// <param name="Path">Where the copy is.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="Sha256">Its SHA-256 in lower-case hexadecimal.</param>
/// <param name="WasFetched">Whether it came from the vendor just now.</param>
internal sealed record UsedFile(string Path, long Length, string Sha256, bool WasFetched);
