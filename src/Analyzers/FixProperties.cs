using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bivouac.Rules.Fixes;

namespace Bivouac.Analyzers;

/// <summary>Carries the repairs of a finding through a diagnostic's properties, from the analyzer to the code fixes.</summary>
internal static class FixProperties
{
    /// <summary>The properties.</summary>
    public static ImmutableDictionary<string, string?> Of(IEnumerable<Fix> fixes) =>
        fixes.SelectMany((fix, i) => new[]
        {
            new KeyValuePair<string, string?>(i + ".kind", fix.Kind.ToString()),
            new KeyValuePair<string, string?>(i + ".name", fix.Name),
            new KeyValuePair<string, string?>(i + ".value", fix.Value),
        }).ToImmutableDictionary();

    /// <summary>The repairs of a kind.</summary>
    public static IEnumerable<Fix> Read(ImmutableDictionary<string, string?> properties, FixKind kind)
    {
        for (var i = 0; properties.TryGetValue(i + ".kind", out var name); i++)
            if (Enum.TryParse<FixKind>(name, out var found) && found == kind)
                yield return new(found, properties[i + ".name"] ?? "", properties[i + ".value"] ?? "");
    }
}
