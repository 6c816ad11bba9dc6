using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Mkimage;

/// <summary>What a definition asks of the version of a kernel, or of a package that is built with it.</summary>
/// <param name="Element">The element of the version.</param>
/// <param name="Package">The package.</param>
/// <param name="Constraint">What it asks.</param>
/// <param name="IsKernel">Whether it is the pin of a kernel, not the constraint of a package.</param>
/// <param name="IsAddon">Whether the package has the kernel's version, but a release of its own.</param>
internal sealed record KernelPin(string Element, string Package, ApkConstraint Constraint, bool IsKernel, bool IsAddon)
{
    /// <summary>The pins of a kernel, in the order of the model.</summary>
    public static IEnumerable<KernelPin> Of(LiveCdModel model, string flavor)
    {
        var kernel = "linux-" + flavor;
        for (var i = 0; i < model.Kernels.Count; i++)
            if (model.Kernels[i] is { Version: { } version } pinned && pinned.Flavor.Name == flavor) yield return new(ElementPath.Of(ElementPath.Kernels, i, "Version"), kernel, new("~", version), true, false);
        for (var i = 0; i < model.Apks.Count; i++)
        {
            if (model.Apks[i] is not { Constraint: { } constraint, Repository: null } apk) continue;
            var isAddon = KernelFacts.Addons.Any(a => apk.Name == a + "-" + flavor);
            if (isAddon || apk.Name == kernel || apk.Name == kernel + "-dev") yield return new(ElementPath.Of(ElementPath.Apks, i, "Constraint"), apk.Name, constraint, false, isAddon);
        }
    }

    /// <summary>Whether no version meets both, and it is not two constraints of one package: those are BIV0402.</summary>
    public bool Excludes(KernelPin other)
    {
        if (Package == other.Package && !IsKernel && !other.IsKernel) return false;
        if (!IsAddon && !other.IsAddon) return VersionConflict.Between(Constraint, other.Constraint);

        // The packages have releases of their own, so only what stands before these counts.
        return Constraint.Operator is "=" or "~" && other.Constraint.Operator is "=" or "~" && VersionConflict.Between(WithoutRelease(Constraint), WithoutRelease(other.Constraint));
    }

    /// <summary>The constraint as apk writes it.</summary>
    public override string ToString() => Package + Constraint;

    private static ApkConstraint WithoutRelease(ApkConstraint constraint)
    {
        var version = constraint.Version.ToString();
        return version.LastIndexOf("-r", StringComparison.Ordinal) is > 0 and var release ? constraint with { Version = version.Substring(0, release) } : constraint;
    }
}
