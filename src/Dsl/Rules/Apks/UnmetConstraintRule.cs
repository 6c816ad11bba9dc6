using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Apk;
using Bivouac.Model;
using Bivouac.Rules.Fixes;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Apks;

/// <summary>BIV0404: a version is asked for that the branch has not got.</summary>
internal sealed class UnmetConstraintRule() : ModelRule(
    "BIV0404",
    "Version that the branch has not got",
    "the package '{0}' must be {1}, but {2}, so it would not be installed at boot and nothing would say so; {3}",
    ApksCategory.Name,
    Severity.Warning)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        if (context.Model.HasUntaggedRepository()) yield break;
        var indexes = BranchPackages.Of(context);
        for (var i = 0; i < context.Model.Apks.Count; i++)
        {
            if (context.Model.Apks[i] is not { Constraint: { } constraint, Repository: null, OnMediumOnly: false } apk) continue;
            if (!ApkDependency.TryParse(apk.Name + constraint, out var entry)) continue;
            var element = ElementPath.Of(ElementPath.Apks, i, "Constraint");
            if (Unmet(indexes, entry) is ({ Count: > 0 } arches, { Count: > 0 } versions))
                yield return At(element, apk.Name, constraint.ToString(), BranchPackages.Name(context, arches) + " has " + string.Join(" and ", versions), "change the constraint or the branch")
                    .With(Repairs(constraint, versions));
            else if (constraint.Operator == "=" && !HasRelease(entry.Version!))
                yield return At(element, apk.Name, constraint.ToString(), "every package of Alpine has a release behind its version, as " + entry.Version + "-r0", "write the release, or ask for .StartingWith(...)");
        }
    }

    /// <summary>The architectures none of whose versions is right, and those versions.</summary>
    private static (IReadOnlyList<string> Arches, IReadOnlyList<string> Versions) Unmet(IReadOnlyList<(string Arch, PackageSet Packages)> indexes, ApkDependency entry)
    {
        var unmet = indexes.Select(x => (x.Arch, Versions: Versions(x.Packages, entry.Name))).Where(x => x.Versions.Count > 0 && !x.Versions.Any(entry.IsSatisfiedBy)).ToArray();
        return ([.. unmet.Select(x => x.Arch)], [.. unmet.SelectMany(x => x.Versions).OfType<string>().Distinct()]);
    }

    /// <summary>The versions of a name: of packages, or as others provide it; null where one provides it without a version.</summary>
    private static List<string?> Versions(PackageSet packages, string name)
    {
        var versions = new List<string?>();
        foreach (var package in packages.ProvidersOf(name))
        {
            if (package.Name == name) versions.Add(package.Version);
            foreach (var provided in package.Provides)
                if (provided.StartsWith(name, StringComparison.Ordinal) && ApkDependency.TryParse(provided, out var entry) && entry.Name == name) versions.Add(entry.Version);
        }

        return versions;
    }

    /// <summary>The version that there is, for what names one exactly or by its beginning; which bound was meant is for a person to say. A version of VERSIONS is changed there.</summary>
    private static Fix[] Repairs(ApkConstraint constraint, IReadOnlyList<string> versions)
    {
        if (versions.Count != 1 || constraint.Version.Parts.Any(p => p.Key is not null)) return [];
        if (constraint.Operator == "=") return [Fix.ReplaceText(versions[0])];
        if (constraint.Operator != "~") return [];
        var numbers = versions[0].Split('-', '_')[0].Split('.');
        return [Fix.ReplaceText(string.Join(".", numbers.Take(constraint.Version.ToString().Split('.').Length)))];
    }

    private static bool HasRelease(string version) =>
        version.LastIndexOf("-r", StringComparison.Ordinal) is >= 0 and var at && at + 2 < version.Length && version.Skip(at + 2).All(c => c is >= '0' and <= '9');
}
