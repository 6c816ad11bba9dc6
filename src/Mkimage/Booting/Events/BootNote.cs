namespace Bivouac.Mkimage.Booting.Events;

/// <summary>Something that a person should know.</summary>
/// <param name="Message">One line.</param>
public sealed record BootNote(string Message) : BootEvent;
