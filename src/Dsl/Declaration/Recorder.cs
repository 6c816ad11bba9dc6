using System;
using System.Collections.Generic;
using Bivouac.Model;

namespace Bivouac;

/// <summary>
/// Notes which model element each builder call made, in the order of the calls. The replay reads the notes after each call
/// that it makes, so that a finding about an element is shown on the argument it came from.
/// </summary>
internal sealed class Recorder
{
    private readonly List<ElementOrigin> _origins = [];
    private readonly HashSet<string> _settings = new(StringComparer.Ordinal);
    private readonly List<string> _repeated = [];

    /// <summary>The notes so far.</summary>
    public IReadOnlyList<ElementOrigin> Origins => _origins;

    /// <summary>The settings with one value that were set again.</summary>
    public IReadOnlyList<string> Repeated => _repeated;

    /// <summary>Notes a setting that has one value.</summary>
    public void NoteSetting(string path, string? parameter = null)
    {
        if (!_settings.Add(path)) _repeated.Add(path);
        Note(path, parameter);
    }

    /// <summary>Notes an element that an argument declares.</summary>
    public void Note(string path, string? parameter = null, int index = -1) => _origins.Add(new ElementOrigin(path, parameter, index));

    /// <summary>Adds the items of an argument to a list and notes each of them.</summary>
    public void Add<TArgument, TItem>(List<TItem> list, string path, TArgument[] arguments, string parameter, Func<TArgument, TItem> convert)
    {
        if (arguments is null) throw new ArgumentNullException(parameter);
        for (var i = 0; i < arguments.Length; i++)
        {
            Note(ElementPath.Of(path, list.Count), parameter, i);
            list.Add(convert(arguments[i]));
        }
    }
}
