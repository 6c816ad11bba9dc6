namespace Bivouac.Mkimage.Building.Events;

/// <summary>Packages came into the builder's cache.</summary>
/// <param name="Done">How many there are.</param>
/// <param name="Total">How many are needed.</param>
/// <param name="Bytes">The bytes of those that are there.</param>
/// <param name="TotalBytes">The bytes of all.</param>
public sealed record PackagesProgress(int Done, int Total, long Bytes, long TotalBytes) : BuildEvent;
