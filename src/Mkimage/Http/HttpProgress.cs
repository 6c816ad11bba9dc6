namespace Bivouac.Mkimage.Http;

/// <summary>How far a download is.</summary>
/// <param name="Bytes">How many bytes of the file are there, those of an earlier run included.</param>
/// <param name="Total">How many it will have, when the server tells.</param>
public sealed record HttpProgress(long Bytes, long? Total);
