namespace Bivouac.Mkimage.Building.Events;

/// <summary>Bytes of the vendors' files came to this machine; files that were in the cache are not among them.</summary>
/// <param name="Done">How many files are here.</param>
/// <param name="Total">How many have begun to come.</param>
/// <param name="Bytes">How many bytes of them are here.</param>
/// <param name="TotalBytes">How many there are, as far as servers tell.</param>
public sealed record DownloadsProgress(int Done, int Total, long Bytes, long TotalBytes) : BuildEvent;
