using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Apk;

namespace Bivouac.Mkimage.Image.Packages;

/// <summary>
/// Answers what apk would answer at boot, where nobody reads it: can everything in /etc/apk/world be installed from the
/// medium alone? An entry that cannot is left out silently by the initramfs.
/// </summary>
/// <remarks>
/// What is decided is whether every dependency has a provider whose own dependencies have one, and so on. Conflicts between
/// packages that are all installable by themselves are apk's solver's business and not found here.
/// </remarks>
internal sealed class WorldChecker
{
    /// <summary>What stands for the world file where a package would be named.</summary>
    public const string World = "/etc/apk/world";

    private readonly ApkIndex _index;
    private readonly HashSet<ApkIndexRecord> _broken = new(ReferenceEqualityComparer.Instance);

    /// <summary>Works out which packages of the index cannot be installed.</summary>
    /// <param name="index">The index of the medium.</param>
    public WorldChecker(ApkIndex index)
    {
        _index = index;
        FindBroken();
    }

    /// <summary>The entries of world that nothing on the medium satisfies by name and version.</summary>
    /// <param name="world">The lines of /etc/apk/world; each may hold several entries.</param>
    public IReadOnlyList<UnmetDependency> FindMissing(IEnumerable<string> world)
    {
        var missing = new List<UnmetDependency>();
        foreach (var text in world.SelectMany(ApkDependency.Split))
        {
            if (!ApkDependency.TryParse(text, out var entry))
                missing.Add(new UnmetDependency(World, text, "apk does not understand the entry and ignores all that follow it"));
            else if (!entry.IsConflict && !_index.ProvidersOf(entry).Any())
                missing.Add(new UnmetDependency(World, text, _index.WhyUnmet(entry)));
        }

        return missing;
    }

    /// <summary>The dependencies, of packages that world pulls in, that nothing on the medium satisfies: the causes, not what follows from them.</summary>
    /// <param name="world">The lines of /etc/apk/world; alpine-base is added, as the initramfs does.</param>
    public IReadOnlyList<UnmetDependency> FindUnmetDependencies(IEnumerable<string> world)
    {
        var unmet = new List<UnmetDependency>();
        var seen = new HashSet<ApkIndexRecord>(ReferenceEqualityComparer.Instance);
        var queue = new Queue<ApkIndexRecord>();
        foreach (var text in world.Append("alpine-base").SelectMany(ApkDependency.Split))
            if (ApkDependency.TryParse(text, out var entry))
                Enqueue(entry);
        if (_index.ProvidersOf("alpine-base").Count == 0)
            unmet.Add(new UnmetDependency("the initramfs", "alpine-base", "nothing on the medium has or provides that name"));

        while (queue.TryDequeue(out var package))
            foreach (var dependency in package.Dependencies.Where(dependency => !dependency.IsConflict))
                if (_index.ProvidersOf(dependency).Any()) Enqueue(dependency);
                else unmet.Add(new UnmetDependency(package.ToString(), dependency.ToString(), _index.WhyUnmet(dependency)));
        return unmet;

        // Where something works, only what is broken without an alternative is followed.
        void Enqueue(ApkDependency dependency)
        {
            var providers = _index.ProvidersOf(dependency).ToList();
            if (providers.Any(provider => !_broken.Contains(provider))) return;
            foreach (var provider in providers)
                if (seen.Add(provider))
                    queue.Enqueue(provider);
        }
    }

    // A package is broken when a dependency of it has no provider that is not; taken away until nothing changes, so that
    // packages that need each other are kept.
    private void FindBroken()
    {
        bool changed;
        do
        {
            changed = false;
            foreach (var package in _index.Packages)
            {
                if (_broken.Contains(package) || package.Dependencies.All(IsMet)) continue;
                _broken.Add(package);
                changed = true;
            }
        }
        while (changed);
    }

    private bool IsMet(ApkDependency dependency) =>
        dependency.IsConflict || _index.ProvidersOf(dependency).Any(provider => !_broken.Contains(provider));
}
