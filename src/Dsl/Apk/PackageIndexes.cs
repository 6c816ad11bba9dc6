using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;

namespace Bivouac.Apk;

/// <summary>The package indexes of a project.</summary>
public sealed class PackageIndexes
{
    private static readonly string[] Complete = ["main", "community"];

    private readonly PackageIndex[] _indexes;
    private readonly ConcurrentDictionary<string, PackageSet?> _sets = new(StringComparer.Ordinal);

    /// <summary>Joins indexes.</summary>
    /// <param name="indexes">The indexes.</param>
    public PackageIndexes(IEnumerable<PackageIndex> indexes) => _indexes = indexes.ToArray();

    /// <summary>No index.</summary>
    public static PackageIndexes None { get; } = new([]);

    /// <summary>
    /// The packages of a branch for an architecture; null when they are not known as a whole: it takes main and community of
    /// the branch, or an index whose path does not say what it is of.
    /// </summary>
    /// <param name="branch">The branch, for example <c>3.21</c> or <c>edge</c>; null for the only one that the indexes are of.</param>
    /// <param name="arch">Alpine's word for the architecture.</param>
    public PackageSet? Find(string? branch, string arch) => _indexes.Length == 0 ? null : _sets.GetOrAdd(branch + "/" + arch, _ => Create(branch, arch));

    private PackageSet? Create(string? branch, string arch)
    {
        var folder = branch is null ? OnlyBranch() : branch == "edge" ? branch : "v" + branch;
        var named = _indexes.Where(i => i.Branch is not null && i.Branch == folder && i.Arch == arch).ToArray();
        var whole = _indexes.Where(i => i.Branch is null && (i.Arch is null || i.Arch == arch)).ToArray();
        if (whole.Length == 0 && !Complete.All(r => named.Any(i => i.Repository == r))) return null;
        return new(named.Concat(whole).SelectMany(i => i.Packages));
    }

    private string? OnlyBranch()
    {
        var branches = _indexes.Select(i => i.Branch).Where(b => b is not null).Distinct().ToArray();
        return branches.Length == 1 ? branches[0] : null;
    }
}
