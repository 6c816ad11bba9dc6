using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Bivouac.Replay;

/// <summary>Tells arrays apart by being the same object.</summary>
internal sealed class ReferenceComparer : IEqualityComparer<Array>
{
    public static readonly ReferenceComparer Instance = new();

    /// <inheritdoc/>
    public bool Equals(Array? x, Array? y) => ReferenceEquals(x, y);

    /// <inheritdoc/>
    public int GetHashCode(Array obj) => RuntimeHelpers.GetHashCode(obj);
}
