namespace Bivouac.Mkimage.Downloads;

/// <summary>How far one of several downloads is.</summary>
/// <param name="Name">What the definition calls it.</param>
/// <param name="Bytes">How many bytes are there.</param>
/// <param name="Total">How many there will be, when the server tells.</param>
internal sealed record DownloadProgress(string Name, long Bytes, long? Total);
