using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Bivouac.Mkimage.Downloads.Verifying;

/// <summary>The order of versions as people number them: numbers by value, so that 1.9 comes before 1.10, and 1.23rc1 before 1.23.</summary>
internal sealed partial class VersionOrder : IComparer<string>
{
    /// <summary>The only one.</summary>
    public static VersionOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        var (one, other) = (Parts(x ?? ""), Parts(y ?? ""));
        for (var i = 0; i < Math.Max(one.Length, other.Length); i++)
        {
            var order = ComparePart(one.ElementAtOrDefault(i), other.ElementAtOrDefault(i));
            if (order != 0)
                return order;
        }

        return string.CompareOrdinal(x, y);
    }

    /// <summary>Chooses the versions nearest to one that does not exist.</summary>
    /// <param name="wanted">It.</param>
    /// <param name="existing">Those that there are.</param>
    /// <param name="most">How many are chosen.</param>
    /// <returns>Those that share the most leading parts first (the same major and minor before the same major), among them the least distance, then the newer.</returns>
    public static IReadOnlyList<string> Nearest(string wanted, IEnumerable<string> existing, int most)
    {
        var parts = Parts(wanted);
        return
        [
            .. existing.Distinct(StringComparer.Ordinal)
                .OrderByDescending(v => Shared(parts, Parts(v)))
                .ThenBy(v => Distance(parts, Parts(v)))
                .ThenByDescending(static v => v, Instance)
                .Take(most),
        ];
    }

    private static int Shared(string[] wanted, string[] version) => wanted.Zip(version).TakeWhile(static p => ComparePart(p.First, p.Second) == 0).Count();

    private static BigInteger Distance(string[] wanted, string[] version)
    {
        var at = Shared(wanted, version);
        return BigInteger.Abs(Number(wanted.ElementAtOrDefault(at)) - Number(version.ElementAtOrDefault(at)));
    }

    private static BigInteger Number(string? part) => BigInteger.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static int ComparePart(string? x, string? y)
    {
        // A word (rc, beta) makes a version older than the same without it; a further number makes it newer.
        var (one, other) = (Rank(x), Rank(y));
        if (one != other)
            return one.CompareTo(other);
        return one == 2 ? Number(x).CompareTo(Number(y)) : string.Compare(x, y, StringComparison.OrdinalIgnoreCase);
    }

    private static int Rank(string? part) => part is null ? 1 : char.IsAsciiDigit(part[0]) ? 2 : 0;

    private static string[] Parts(string version) => [.. Part().Matches(version.StartsWith('v') ? version[1..] : version).Select(static m => m.Value)];

    [GeneratedRegex("[0-9]+|[A-Za-z]+", RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
