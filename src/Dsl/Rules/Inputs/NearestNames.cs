using System;
using System.Collections.Generic;
using System.Linq;

namespace Bivouac.Rules.Inputs;

/// <summary>Finds what somebody may have meant.</summary>
internal static class NearestNames
{
    /// <summary>The names that differ in few characters, the nearest first; three at most.</summary>
    /// <param name="name">The name that does not exist.</param>
    /// <param name="names">Those that do.</param>
    public static IReadOnlyList<string> To(string name, IEnumerable<string> names)
    {
        var limit = Math.Max(1, Math.Min(3, name.Length / 3));
        var upper = name.ToUpperInvariant();
        return names.Where(n => Math.Abs(n.Length - name.Length) <= limit)
            .Select(n => (Name: n, Distance: Distance(upper, n.ToUpperInvariant())))
            .Where(x => x.Distance <= limit)
            .OrderBy(x => x.Distance).ThenBy(x => x.Name, StringComparer.Ordinal)
            .Select(x => x.Name).Take(3).ToArray();
    }

    /// <summary>The names as a remark in brackets, or nothing when there are none.</summary>
    public static string Remark(IReadOnlyList<string> names) => names.Count == 0 ? "" : " (near: " + string.Join(", ", names) + ")";

    /// <summary>How many characters must be added, taken away, changed or exchanged with their neighbour.</summary>
    private static int Distance(string a, string b)
    {
        var before = new int[b.Length + 1];
        var last = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(change, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            before = last;
            last = row;
        }

        return last[b.Length];
    }
}
