using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Data;
using Bivouac.Scripts;

namespace Bivouac.Rules.Mkimage;

/// <summary>What is known of mkinitfs: its features, and which kernel modules they put into the initramfs.</summary>
internal static class InitfsFacts
{
    /// <summary>update-kernel adds them to whatever is asked for.</summary>
    private static readonly string[] Always = ["base", "squashfs"];

    /// <summary>The kernels whose modules were looked at.</summary>
    private static readonly string[] Kernels = ["lts", "virt", "edge", "openpax"];

    private static readonly Lazy<DataTable> Table = DataTable.Lazily("initfs-features.tsv");
    private static readonly Lazy<HashSet<string>> Names = new(() => new(Table.Value.Rows.Select(r => r[0]), StringComparer.Ordinal));
    private static readonly Lazy<Dictionary<string, string[]>> Modules = new(() => DataTable.Load("initfs-modules.tsv").Rows.ToDictionary(r => r[0], r => DataTable.Words(r[1]), StringComparer.Ordinal));

    /// <summary>The branch that the facts are of.</summary>
    public static string Branch => Table.Value.Branch;

    /// <summary>The features of the table.</summary>
    public static IReadOnlyCollection<string> Features => Names.Value;

    /// <summary>Whether there is the feature.</summary>
    public static bool IsFeature(string name) => Names.Value.Contains(name);

    /// <summary>The features of which any one puts the module into the initramfs; empty when that is not known.</summary>
    /// <param name="module">The module; dashes and underscores mean the same.</param>
    public static IReadOnlyList<string> FeaturesWith(string module) => Modules.Value.TryGetValue(module.Replace('-', '_'), out var features) ? features : [];

    /// <summary>Whether the initramfs has a feature in any case, since update-kernel adds it.</summary>
    public static bool IsAlways(string feature) => Always.Contains(feature);

    /// <summary>The features that the initramfs may have; null when the base profile or what a declared feature brings is not known, or raw shell may choose them.</summary>
    public static ISet<string>? FeaturesOf(LiveCdModel model)
    {
        if (TableScope.RawShellNames(model, "initfs_features", "features.d", "mkinitfs") || model.InitfsFeatures.Any(f => !IsFeature(f.Name))) return null;
        if (Inherited(model) is not { } features) return null;
        features.UnionWith(model.InitfsFeatures.Select(f => f.Name));
        features.ExceptWith(model.RemovedInitfsFeatures.Select(f => f.Name));
        features.UnionWith(Always);
        return features;
    }

    /// <summary>The features that the definition starts from; null when the base profile is not known.</summary>
    public static ISet<string>? Inherited(LiveCdModel model) =>
        model.Base is null ? new HashSet<string>(ProfileDefaults.InitfsFeatures, StringComparer.Ordinal)
        : TableScope.Covers(model) ? ProfileTable.WordsOf(model.Base.Name, "initfs_features")
        : null;

    /// <summary>Whether all kernels of the image are such that what is a module in them is known.</summary>
    public static bool KnowsKernels(LiveCdModel model) =>
        model.Kernels.All(k => Kernels.Contains(k.Flavor.Name)) && (model.Kernels.Count > 0 || model.Base is null || ProfileTable.OtherImage(model.Base.Name) is null);
}
