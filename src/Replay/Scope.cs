using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace Bivouac.Replay;

/// <summary>The variables of a block. A lambda keeps the scope it was made in; each turn of a loop has one of its own.</summary>
internal sealed class Scope(Scope? parent)
{
    private readonly Dictionary<ISymbol, object?> _values = new(SymbolEqualityComparer.Default);

    /// <summary>Gives a variable its value.</summary>
    public void Declare(ISymbol variable, object? value) => _values[variable] = value;

    /// <summary>Looks a variable up, here and in the blocks around.</summary>
    public bool TryGet(ISymbol variable, out object? value)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
            if (scope._values.TryGetValue(variable, out value)) return true;
        value = null;
        return false;
    }

    private Scope? Parent { get; } = parent;
}
