using System.Collections.Generic;

namespace Bivouac.Replay;

/// <summary>
/// Keeps the place of each note that the builder's recorder made. A call that runs a lambda has the calls in it between its
/// own notes: the inner ones come first and keep theirs.
/// </summary>
internal sealed class ElementLog
{
    private readonly List<Place?> _places = [];

    /// <summary>The place of a note, or null when no call claimed it.</summary>
    public Place? this[int index] => index < _places.Count ? _places[index] : null;

    /// <summary>Whether a note has its place already.</summary>
    public bool IsSet(int index) => this[index] is not null;

    /// <summary>Keeps the place of a note.</summary>
    public void Set(int index, Place place)
    {
        while (_places.Count <= index) _places.Add(null);
        _places[index] = place;
    }
}
