using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Rules.Data;

namespace Bivouac.Rules.Mkimage;

/// <summary>The profiles of Alpine's own scripts.</summary>
internal static class ProfileTable
{
    private static readonly Lazy<DataTable> Table = DataTable.Lazily("base-profiles.tsv");
    private static readonly Lazy<Dictionary<string, string[]>> Rows = new(() => Table.Value.Rows.ToDictionary(r => r[0], StringComparer.Ordinal));

    private static readonly Lazy<ILookup<string, string[]>> Lists = new(() => DataTable.Load("base-profile-lists.tsv").Rows.ToLookup(r => r[0] + " " + r[1], StringComparer.Ordinal));

    /// <summary>The branch that the facts are of.</summary>
    public static string Branch => Table.Value.Branch;

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => Rows.Value.Keys;

    /// <summary>Whether there is the profile.</summary>
    public static bool Has(string name) => Rows.Value.ContainsKey(name);

    /// <summary>The profile and those that its function calls, one after the other; the name alone when it is not known.</summary>
    public static IReadOnlyList<string> Chain(string name)
    {
        var chain = new List<string> { name };
        while (Rows.Value.TryGetValue(chain[chain.Count - 1], out var row) && row[1].Length > 0) chain.Add(row[1]);
        return chain;
    }

    /// <summary>The words that a variable has when the profile's function is done, those of single architectures too; null when the profile is not known.</summary>
    /// <param name="name">The profile.</param>
    /// <param name="variable"><c>apks</c> or <c>initfs_features</c>.</param>
    public static ISet<string>? WordsOf(string name, string variable)
    {
        if (!Has(name)) return null;
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in Chain(name).SelectMany(p => Lists.Value[p + " " + variable]))
        {
            words.UnionWith(DataTable.Words(row[3]));
            if (row[2] == "set") break;
        }

        return words;
    }

    /// <summary>What the profile makes when that is no ISO, for example <c>tar.gz</c>; null for one that makes an ISO or leaves it open.</summary>
    public static string? OtherImage(string name) => Rows.Value.TryGetValue(name, out var row) && row[3] is not ("" or "iso") ? row[3] : null;

    /// <summary>The one kernel that a profile for an ISO has; null when that is not known.</summary>
    public static string? KernelOf(string name) => !Has(name) || OtherImage(name) is not null ? null : Chain(name).Contains("virt") ? "virt" : "lts";

    /// <summary>The architectures that the profile names; empty for one that names none.</summary>
    public static IReadOnlyList<string> ArchesOf(string name) => Rows.Value.TryGetValue(name, out var row) ? DataTable.Words(row[2]) : [];

    /// <summary>The profiles that make an ISO for all of the architectures, those with more in them first.</summary>
    public static IEnumerable<string> IsoProfilesFor(IReadOnlyCollection<string> arches) =>
        new[] { "standard", "base" }.Where(n => ArchesOf(n) is { } there && (there.Count == 0 || arches.All(there.Contains)));
}
