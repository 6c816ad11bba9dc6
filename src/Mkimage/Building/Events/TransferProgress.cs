namespace Bivouac.Mkimage.Building.Events;

/// <summary>Bytes of the image came to this machine.</summary>
/// <param name="Bytes">How many are here.</param>
/// <param name="TotalBytes">How many there are.</param>
public sealed record TransferProgress(long Bytes, long TotalBytes) : BuildEvent;
