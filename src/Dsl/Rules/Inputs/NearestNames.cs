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
        var rows = new[] { new int[name.Length + limit + 1], new int[name.Length + limit + 1], new int[name.Length + limit + 1] };
        return names.Where(n => Math.Abs(n.Length - name.Length) <= limit)
            .Select(n => (Name: n, Distance: Distance(upper, n, limit, rows)))
            .Where(x => x.Distance <= limit)
            .OrderBy(x => x.Distance).ThenBy(x => Continues(name, x.Name) || Continues(x.Name, name) ? 0 : 1).ThenBy(x => x.Name, StringComparer.Ordinal)
            .Select(x => x.Name).Take(3).ToArray();
    }

    /// <summary>The names as a remark in brackets, or nothing when there are none.</summary>
    public static string Remark(IReadOnlyList<string> names) => names.Count == 0 ? "" : " (near: " + string.Join(", ", names) + ")";

    /// <summary>
    /// How many characters must be added, taken away, changed or exchanged with their neighbour; more than the limit as soon as
    /// that is sure, since a package index has tens of thousands of names.
    /// </summary>
    private static int Distance(string a, string b, int limit, int[][] rows)
    {
        var (before, last, row) = (rows[0], rows[1], rows[2]);
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        var lowestBefore = 0;
        for (var i = 1; i <= a.Length; i++)
        {
            // Farther from the diagonal than the limit, everything is above it.
            var first = Math.Max(1, i - limit);
            var end = Math.Min(b.Length, i + limit);
            var lowest = row[first - 1] = first == 1 ? i : limit + 1;
            if (end < b.Length) row[end + 1] = limit + 1;
            for (var j = first; j <= end; j++)
            {
                var c = char.ToUpperInvariant(b[j - 1]);
                var change = last[j - 1] + (a[i - 1] == c ? 0 : 1);
                row[j] = Math.Min(change, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == char.ToUpperInvariant(b[j - 2]) && a[i - 2] == c) row[j] = Math.Min(row[j], before[j - 2] + 1);
                lowest = Math.Min(lowest, row[j]);
            }

            if (lowest > limit && lowestBefore >= limit) return lowest;
            lowestBefore = lowest;
            (before, last, row) = (last, row, before);
        }

        return last[b.Length];
    }

    /// <summary>Whether the longer name has all characters of the shorter one in their order: a key that was missed or hit twice is the likeliest slip.</summary>
    private static bool Continues(string shorter, string longer)
    {
        var at = 0;
        foreach (var c in longer)
            if (at < shorter.Length && shorter[at] == c) at++;
        return at == shorter.Length;
    }
}
