using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Data;
using Bivouac.Rules.Fixes;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Mkimage;

/// <summary>BIV0109: a module that GRUB does not have, or not for the EFI platform of a declared architecture.</summary>
internal sealed class GrubModuleRule() : ModelRule(
    "BIV0109",
    "Unknown GRUB module",
    "{0} has no module '{1}'{2}, so grub-mkimage would fail after the kernel was made; {3}",
    MkimageCategory.Name,
    Severity.Warning)
{
    private static readonly Lazy<DataTable> Table = DataTable.Lazily("grub-modules.tsv");
    private static readonly Lazy<Dictionary<string, string[]>> Platforms = new(() => Table.Value.Rows.ToDictionary(r => r[0], r => DataTable.Words(r[1]), StringComparer.Ordinal));

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        if (!TableScope.Covers(model) || TableScope.RawShellNames(model, "grub_mod", "grub_efi")) yield break;
        var platforms = model.Arches.Select(PlatformOf).OfType<string>().Distinct().ToArray();
        for (var i = 0; i < model.GrubModules.Count; i++)
        {
            var name = model.GrubModules[i].Name;
            var element = ElementPath.Of(ElementPath.GrubModules, i);
            if (!Platforms.Value.TryGetValue(name, out var there)) yield return Unknown(element, name, platforms);
            else if (platforms.Where(p => !there.Contains(p)).ToArray() is { Length: > 0 } without) yield return NotThere(element, name, without, without.Length == model.Arches.Distinct().Count());
        }
    }

    private Finding Unknown(string element, string name, string[] platforms)
    {
        var nearest = NearestNames.To(name, Platforms.Value.Where(p => platforms.All(p.Value.Contains)).Select(p => p.Key));
        return At(element, Table.Value.Branch, name, "", nearest.Count > 0 ? "correct the name" + NearestNames.Remark(nearest) : "take it out")
            .With(nearest.Count > 0 ? [.. nearest.Select(Fix.ReplaceText)] : [Fix.Remove]);
    }

    private Finding NotThere(string element, string name, string[] platforms, bool everywhere)
    {
        var finding = At(element, Table.Value.Branch, name, " for " + string.Join(", ", platforms), everywhere ? "take it out" : "give the architectures that have it a definition of their own");
        return everywhere ? finding.With(Fix.Remove) : finding;
    }

    /// <summary>What mkimage.sh builds the loader for; null where the table has no such platform.</summary>
    private static string? PlatformOf(Arch arch) => arch switch
    {
        Arch.X86_64 => "x86_64-efi",
        Arch.X86 => "i386-efi",
        Arch.Aarch64 => "arm64-efi",
        Arch.Armv7 => "arm-efi",
        Arch.Riscv64 => "riscv64-efi",
        _ => null,
    };
}
