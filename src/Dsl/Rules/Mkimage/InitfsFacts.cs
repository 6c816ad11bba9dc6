using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Rules.Data;

namespace Bivouac.Rules.Mkimage;

/// <summary>What is known of mkinitfs: its features, and which kernel modules they put into the initramfs.</summary>
internal static class InitfsFacts
{
    private static readonly Lazy<DataTable> Table = DataTable.Lazily("initfs-features.tsv");
    private static readonly Lazy<HashSet<string>> Names = new(() => new(Table.Value.Rows.Select(r => r[0]).Concat(LanguageNames<InitfsFeature>.All), StringComparer.Ordinal));
    private static readonly Lazy<Dictionary<string, string[]>> Modules = new(() => DataTable.Load("initfs-modules.tsv").Rows.ToDictionary(r => r[0], r => DataTable.Words(r[1]), StringComparer.Ordinal));

    /// <summary>The branch that the facts are of.</summary>
    public static string Branch => Table.Value.Branch;

    /// <summary>The features of the table, and those that the language has members for.</summary>
    public static IReadOnlyCollection<string> Features => Names.Value;

    /// <summary>Whether there is the feature.</summary>
    public static bool IsFeature(string name) => Names.Value.Contains(name);

    /// <summary>The features of which any one puts the module into the initramfs; empty when that is not known.</summary>
    /// <param name="module">The module; dashes and underscores mean the same.</param>
    public static IReadOnlyList<string> FeaturesWith(string module) => Modules.Value.TryGetValue(module.Replace('-', '_'), out var features) ? features : [];
}
