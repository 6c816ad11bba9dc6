using System;
using System.Collections.Concurrent;
using System.Collections.Generic;

namespace Bivouac.Apk;

/// <summary>All packages of a branch for an architecture.</summary>
public sealed class PackageSet
{
    private readonly Dictionary<string, List<PackageRecord>> _packages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<PackageRecord>> _providers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string[]> _closures = new(StringComparer.Ordinal);

    internal PackageSet(IEnumerable<PackageRecord> packages)
    {
        foreach (var package in packages)
        {
            Add(_packages, package.Name, package);
            Add(_providers, package.Name, package);
            foreach (var entry in package.Provides)
                if (ApkDependency.TryParse(entry, out var provided)) Add(_providers, provided.Name, package);
        }
    }

    /// <summary>The names of the packages.</summary>
    public IReadOnlyCollection<string> Names => _packages.Keys;

    /// <summary>The packages of a name; several when several repositories have it.</summary>
    /// <param name="name">The package's name.</param>
    public IReadOnlyList<PackageRecord> Find(string name) => _packages.TryGetValue(name, out var found) ? found : [];

    /// <summary>The packages that have a name or provide it.</summary>
    /// <param name="name">A package's name, or a provided one such as <c>so:libz.so.1</c>.</param>
    public IReadOnlyList<PackageRecord> ProvidersOf(string name) => _providers.TryGetValue(name, out var found) ? found : [];

    /// <summary>The names of packages with all that they depend on. Where several could serve, each of them is taken: what is not in the answer is surely not installed.</summary>
    /// <param name="names">The packages to start from.</param>
    public ISet<string> Closure(IEnumerable<string> names)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names) found.UnionWith(_closures.GetOrAdd(name, ClosureOf));
        return found;
    }

    private string[] ClosureOf(string name)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<PackageRecord>(ProvidersOf(name));
        while (open.Count > 0)
        {
            var package = open.Pop();
            if (!found.Add(package.Name)) continue;
            foreach (var entry in package.Depends)
                if (ApkDependency.TryParse(entry, out var dependency) && !dependency.IsConflict)
                    foreach (var provider in ProvidersOf(dependency.Name)) open.Push(provider);
        }

        return [.. found];
    }

    private static void Add(Dictionary<string, List<PackageRecord>> map, string name, PackageRecord package)
    {
        if (!map.TryGetValue(name, out var list)) map[name] = list = [];
        list.Add(package);
    }
}
