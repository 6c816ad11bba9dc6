using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Apk;

namespace Bivouac.Rules.Apks;

/// <summary>Which of the packages installed at boot cannot be there together: <c>!name</c> among what a package of the index depends on.</summary>
internal static class ApkConflicts
{
    /// <summary>The pairs, by the place of the later one among the declared packages, with the name of the earlier one.</summary>
    public static ILookup<int, string> Of(RuleContext context)
    {
        var apks = context.Model.Apks;
        var indexes = BranchPackages.Of(context);
        var places = indexes.Count == 0
            ? []
            : apks.Select((apk, i) => (apk, i)).Where(x => x.apk is { OnMediumOnly: false, Repository: null }).GroupBy(x => x.apk.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().i, StringComparer.Ordinal);
        return (from index in indexes
                from place in places
                from other in Excluded(index.Packages, place.Key).Where(places.ContainsKey)
                select (Later: Math.Max(place.Value, places[other]), Earlier: apks[Math.Min(place.Value, places[other])].Name))
            .Distinct().ToLookup(x => x.Later, x => x.Earlier);
    }

    /// <summary>The packages that every package of a name excludes in all their versions.</summary>
    private static IEnumerable<string> Excluded(PackageSet packages, string name)
    {
        var found = packages.Find(name);
        if (found.Count == 0) yield break;
        foreach (var conflict in Conflicts(found[0]))
        {
            var others = packages.Find(conflict.Name);
            if (conflict.Name != name && others.Count > 0 && found.All(p => Conflicts(p).Any(c => c.Name == conflict.Name && others.All(o => !c.IsSatisfiedBy(o.Version))))) yield return conflict.Name;
        }
    }

    private static IEnumerable<ApkDependency> Conflicts(PackageRecord package) =>
        package.Depends.Where(d => d[0] == '!').Select(d => ApkDependency.TryParse(d, out var conflict) ? conflict : null).OfType<ApkDependency>();
}
