using System;
using System.Collections.Generic;
using Bivouac.Model;

namespace Bivouac.Replay;

/// <summary>Finds the place of a model element.</summary>
internal sealed class ElementPlaces
{
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);
    private readonly DefinitionTarget _target;

    public ElementPlaces(ReplayResult result)
    {
        _target = result.Target;
        foreach (var element in result.Elements) _places[element.Path] = element.Place;
        _places[ElementPath.Definition] = _target.DefinitionPlace;
        _places[ElementPath.Name] = _target.NamePlace;
    }

    /// <summary>The place of the element, of what holds it, or of the definition.</summary>
    public Place this[string element]
    {
        get
        {
            for (var path = element; path is not null; path = ElementPath.Parent(path))
                if (_places.TryGetValue(path, out var place)) return place;
            return _target.DefinitionPlace;
        }
    }
}
