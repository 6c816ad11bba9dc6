namespace Bivouac.Mkimage.Booting.Events;

/// <summary>A line that the console printed.</summary>
/// <param name="Text">The line, without control sequences.</param>
public sealed record ConsoleLineRead(string Text) : BootEvent;
