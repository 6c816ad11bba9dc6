using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Data;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Mkimage;

/// <summary>Which kernels and kernel addons there are: what a package index says, else the tables.</summary>
internal static class KernelFacts
{
    private static readonly Lazy<DataTable> FlavorTable = DataTable.Lazily("kernel-flavors.tsv");
    private static readonly Lazy<Dictionary<string, string[]>> FlavorArches = new(() => FlavorTable.Value.Rows.ToDictionary(r => r[0], r => DataTable.Words(r[1]), StringComparer.Ordinal));
    private static readonly Lazy<ILookup<string, string[]>> AddonRows = new(() => DataTable.Load("kernel-addons.tsv").ByFirst());

    /// <summary>The branch that the tables are of.</summary>
    public static string Branch => FlavorTable.Value.Branch;

    /// <summary>The flavors that the table or the language has a name for.</summary>
    public static IEnumerable<string> Flavors => FlavorArches.Value.Keys.Union(LanguageNames<KernelFlavor>.All);

    /// <summary>The addons of the table.</summary>
    public static IEnumerable<string> Addons => AddonRows.Value.Select(g => g.Key);

    /// <summary>Whether the table has the flavor for any architecture.</summary>
    public static bool IsFlavor(string flavor) => FlavorArches.Value.ContainsKey(flavor);

    /// <summary>The flavors that an addon is made for; empty for one that is not in the table.</summary>
    public static IReadOnlyList<string> FlavorsOf(string addon) => AddonRows.Value[addon].Select(r => r[1]).ToArray();

    /// <summary>Whether the package index of the architecture has a package; null when there is none.</summary>
    public static bool? IsInIndex(RuleContext context, string arch, string package) =>
        context.Packages.Find(context.Model.Branch?.ToString(), arch) is { } set ? set.ProvidersOf(package).Count > 0 : null;

    /// <summary>Whether there is the kernel for the architecture; null when nobody knows.</summary>
    public static bool? HasKernel(RuleContext context, string flavor, string arch)
    {
        if (IsInIndex(context, arch, "linux-" + flavor) is { } known) return known;
        if (!TableScope.Covers(context.Model)) return null;
        return FlavorArches.Value.TryGetValue(flavor, out var arches) ? arches.Contains(arch) : LanguageNames<KernelFlavor>.Has(flavor) ? null : false;
    }

    /// <summary>Whether there is the package of an addon for a kernel; null when nobody knows.</summary>
    public static bool? HasAddon(RuleContext context, string addon, string flavor, string arch)
    {
        if (IsInIndex(context, arch, addon + "-" + flavor) is { } known) return known;
        if (!TableScope.Covers(context.Model)) return null;
        if (!AddonRows.Value.Contains(addon)) return false;
        return AddonRows.Value[addon].FirstOrDefault(r => r[1] == flavor) is { } row ? DataTable.Words(row[2]).Contains(arch) : IsFlavor(flavor) ? false : null;
    }

    /// <summary>The kernels of an image; none when a base profile chooses them and is not known.</summary>
    public static IReadOnlyList<string> FlavorsOf(LiveCdModel model)
    {
        if (model.Kernels.Count > 0) return model.Kernels.Select(k => k.Flavor.Name).Distinct().ToArray();
        return model.Base is null ? ["lts"] : ProfileTable.KernelOf(model.Base.Name) is { } flavor ? [flavor] : [];
    }
}
