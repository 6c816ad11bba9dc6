namespace Bivouac.Mkimage.Building.Events;

/// <summary>Something within a stage that a person may want to know.</summary>
/// <param name="Message">One sentence without a full stop.</param>
public sealed record BuildNote(string Message) : BuildEvent;
