using System.Collections.Generic;
using System.Linq;
using Bivouac.Apk;
using Bivouac.Rules.Inputs;
using Bivouac.Scripts;

namespace Bivouac.Rules.Apks;

/// <summary>The package indexes that a definition's names and versions are looked up in: those of its branch, one for each architecture.</summary>
internal static class BranchPackages
{
    /// <summary>
    /// The declared architectures whose packages are known as a whole; none when an untagged repository serves every package,
    /// since what that one has is not known.
    /// </summary>
    public static IReadOnlyList<(string Arch, PackageSet Packages)> Of(RuleContext context) =>
        context.Model.HasUntaggedRepository()
            ? []
            : [.. from arch in context.Model.Arches.Select(ArchNames.Of).Distinct()
                  let packages = context.Packages.Find(context.Model.Branch?.ToString(), arch)
                  where packages is not null
                  select (arch, packages)];

    /// <summary>What to call the index of some architectures in a message.</summary>
    public static string Name(RuleContext context, IEnumerable<string> arches) =>
        "the package index of " + (context.Model.Branch?.ToString() switch { null => "", "edge" => "edge for ", var branch => "Alpine " + branch + " for " }) + string.Join(" and ", arches);
}
