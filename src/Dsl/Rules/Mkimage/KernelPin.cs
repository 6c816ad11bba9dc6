using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Apk;
using Bivouac.Model;

namespace Bivouac.Rules.Mkimage;

/// <summary>What a definition asks of the version of a kernel, or of a package that is built with it.</summary>
/// <param name="Element">The element of the version.</param>
/// <param name="Package">The package.</param>
/// <param name="Operator">One of <c>= &lt; &gt;= ~</c>.</param>
/// <param name="Version">The version behind it.</param>
/// <param name="IsAddon">Whether the package has the kernel's version, but a release of its own.</param>
internal sealed record KernelPin(string Element, string Package, string Operator, string Version, bool IsAddon)
{
    /// <summary>The pins of a kernel, in the order of the model.</summary>
    public static IEnumerable<KernelPin> Of(LiveCdModel model, string flavor)
    {
        var kernel = "linux-" + flavor;
        for (var i = 0; i < model.Kernels.Count; i++)
            if (model.Kernels[i] is { Version: { } version } pinned && pinned.Flavor.Name == flavor) yield return new(ElementPath.Of(ElementPath.Kernels, i, "Version"), kernel, "~", version.ToString(), false);
        for (var i = 0; i < model.Apks.Count; i++)
        {
            if (model.Apks[i] is not { Constraint: { } constraint, Repository: null } apk) continue;
            var isAddon = KernelFacts.Addons.Any(a => apk.Name == a + "-" + flavor);
            if (isAddon || apk.Name == kernel || apk.Name == kernel + "-dev") yield return new(ElementPath.Of(ElementPath.Apks, i, "Constraint"), apk.Name, constraint.Operator, constraint.Version.ToString(), isAddon);
        }
    }

    /// <summary>Whether no version meets both. Where the packages have releases of their own, only what stands before them counts.</summary>
    public bool Excludes(KernelPin other)
    {
        if (!IsAddon && !other.IsAddon) return Excludes(this, Version, other, other.Version) || Excludes(other, other.Version, this, Version);
        if (Operator is not ("=" or "~") || other.Operator is not ("=" or "~")) return false;
        return Excludes(this, WithoutRelease(Version), other, WithoutRelease(other.Version)) || Excludes(other, WithoutRelease(other.Version), this, WithoutRelease(Version));
    }

    /// <summary>The constraint as apk writes it.</summary>
    public override string ToString() => Package + Operator + Version;

    private static bool Excludes(KernelPin a, string left, KernelPin b, string right) => (a.Operator, b.Operator) switch
    {
        ("=", _) => ApkDependency.TryParse(b.Package + b.Operator + right, out var asked) && ApkVersion.IsValid(left) && !asked.IsSatisfiedBy(left),
        ("~", "~") => ApkVersion.Compare(left, right, fuzzy: true) != 0,
        ("~", "<") => ApkVersion.Compare(left, right, fuzzy: true) > 0,
        ("~", ">=") => ApkVersion.Compare(left, right, fuzzy: true) < 0,
        (">=", "<") => ApkVersion.Compare(left, right) >= 0,
        _ => false,
    };

    private static string WithoutRelease(string version) => version.LastIndexOf("-r", StringComparison.Ordinal) is > 0 and var release ? version.Substring(0, release) : version;
}
