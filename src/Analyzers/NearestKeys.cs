using System;
using System.Collections.Generic;
using System.Linq;

namespace Bivouac.Analyzers;

/// <summary>Finds what somebody may have meant.</summary>
internal static class NearestKeys
{
    /// <summary>The names that differ in few characters, the nearest first; three at most.</summary>
    public static IEnumerable<string> To(string name, IEnumerable<string> names) =>
        names.Select(n => (Name: n, Distance: Distance(name.ToUpperInvariant(), n.ToUpperInvariant())))
            .Where(x => x.Distance <= Math.Max(2, name.Length / 3))
            .OrderBy(x => x.Distance).ThenBy(x => x.Name, StringComparer.Ordinal)
            .Select(x => x.Name).Take(3);

    /// <summary>How many characters must be added, taken away or changed.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
