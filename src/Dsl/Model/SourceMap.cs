using System.Collections.Generic;

namespace Bivouac.Model;

/// <summary>Says where in the source the elements of a model were declared.</summary>
public sealed class SourceMap
{
    private readonly Dictionary<string, SourcePlace> _places = [];

    private SourceMap()
    {
    }

    /// <summary>A map with nothing in it.</summary>
    public static SourceMap Empty { get; } = new();

    /// <summary>
    /// The place of an element: of the argument that declared it, else of what holds it, else of the definition as a whole;
    /// null when not even that is known.
    /// </summary>
    /// <param name="elementPath">The element, an <see cref="ElementPath"/>.</param>
    public SourcePlace? this[string elementPath]
    {
        get
        {
            for (var path = elementPath; path is not null; path = ElementPath.Parent(path))
                if (_places.TryGetValue(path, out var place)) return place;
            return _places.TryGetValue(ElementPath.Definition, out var whole) ? whole : null;
        }
    }

    /// <summary>Joins the notes of a definition's calls with the places that the compiler found for the same calls.</summary>
    internal static SourceMap Create(string definition, string name, IReadOnlyList<ElementOrigin> origins, IReadOnlyList<string> places)
    {
        var map = new SourceMap();
        map.Set(ElementPath.Definition, definition);
        map.Set(ElementPath.Name, name);
        for (var i = 0; i < origins.Count && i < places.Count; i++) map.Set(origins[i].Path, places[i]);
        return map;
    }

    private void Set(string path, string place)
    {
        if (SourcePlace.Parse(place) is { } parsed) _places[path] = parsed;
    }
}
