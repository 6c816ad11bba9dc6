using System;

namespace Bivouac.Mkimage.Building.Events;

/// <summary>Tells what a builder says of itself as notes of a build.</summary>
/// <param name="events">The build's events.</param>
internal sealed class NoteProgress(BuildEvents events) : IProgress<string>
{
    /// <inheritdoc/>
    public void Report(string value) => events.Note(value);
}
