using System;
using System.Collections.Generic;

namespace Bivouac.Boot;

/// <summary>An init script in OpenRC's tree of dependencies, or a name that others provide.</summary>
/// <param name="name">Its name.</param>
internal sealed class BootNode(string name)
{
    private readonly Dictionary<string, List<string>> _lists = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ofAll = new(StringComparer.Ordinal);

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Those that provide the name, in the order of the tree; empty for a script that is called so.</summary>
    public List<string> Providers { get; } = [];

    /// <summary>What it says by a word of <c>depend()</c>, in the order of the text.</summary>
    /// <param name="word">The word.</param>
    public List<string> List(string word)
    {
        if (!_lists.TryGetValue(word, out var list)) _lists.Add(word, list = []);
        return list;
    }

    /// <summary>Notes that it stands behind another only because one of the two speaks of all services.</summary>
    /// <param name="other">The other one.</param>
    public void NoteOfAll(string other) => _ofAll.Add(other);

    /// <summary>Whether it stands behind another only because one of the two speaks of all services.</summary>
    /// <param name="other">The other one.</param>
    public bool IsOfAll(string other) => _ofAll.Contains(other);
}
