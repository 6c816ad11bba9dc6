namespace Bivouac.Mkimage.Building.Events;

/// <summary>A line of the log of mkimage.sh.</summary>
/// <param name="Text">The line.</param>
public sealed record LogLineRead(string Text) : BuildEvent;
