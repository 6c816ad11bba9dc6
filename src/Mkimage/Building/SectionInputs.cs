using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Bivouac.Mkimage.Builders;
using Bivouac.Model;

namespace Bivouac.Mkimage.Building;

/// <summary>
/// What mkimage.sh leaves out of the names of its sections: it would keep a kernel section when the modloop's compression, its
/// firmware or the microcode changed, a boot loader when its modules did, and packages when the mirror or the signing key did.
/// The driver notes them beside the work directory.
/// </summary>
/// <param name="Kernel">What the kernel sections are made from besides packages.</param>
/// <param name="Loader">What the boot loaders are made from besides packages and the volume id.</param>
/// <param name="Packages">Where packages come from, and what signs their index and is trusted by the initramfs.</param>
public sealed record SectionInputs(string Kernel, string Loader, string Packages)
{
    /// <summary>The file in the build's folder that the last build noted them in.</summary>
    public const string FileName = "inputs";

    /// <summary>The inputs of a planned build.</summary>
    public static SectionInputs Of(BuildPlan plan, BuilderLayout layout)
    {
        var model = plan.Image.Model;

        // Raw shell may set any of mkimage's variables.
        var raw = Hash(model.RawShell.Where(r => r.Script == RawShellTarget.Profile).Select(r => r.Text));
        return new(
            Line(model.ModloopCompression, Words(model.ModloopFirmware), Words(model.BootAddons.Select(a => a.Name)), raw),
            Line(Words(model.GrubModules.Select(m => m.Name)), model.SerialConsole is not null, model.Base?.Name, raw),
            Line(
                Words(plan.Repositories(layout)),
                Words(model.Repositories.Select(r => $"{r.Tag}={r.Url}={r.Key}")),
                layout.SigningKey,
                plan.Pins.Release,
                plan.Pins.AportsRef,
                plan.Pins.AportsSha256));
    }

    /// <summary>Reads the note of a build; a note of another form is equal to none.</summary>
    /// <param name="text">The file's text.</param>
    public static SectionInputs Parse(string text)
    {
        var lines = text.Split('\n');
        return lines.Length == 4 ? new(lines[0], lines[1], lines[2]) : new("", "", "");
    }

    /// <summary>The text of the note.</summary>
    public override string ToString() => Kernel + "\n" + Loader + "\n" + Packages + "\n";

    /// <summary>Which of the names in a work directory a build must not find (contract L5).</summary>
    /// <param name="last">What the last build noted, or null.</param>
    /// <param name="names">The names in the work directory.</param>
    public IReadOnlyList<string> Stale(SectionInputs? last, IEnumerable<string> names)
    {
        if (last?.Packages != Packages) return [.. names];
        var kept = BuildPlan.KeptSections
            .Where(p => p != "kernel_" || last.Kernel == Kernel)
            .Where(p => p != "grub_" || last.Loader == Loader)
            .ToArray();
        return [.. names.Where(n => n.EndsWith(".work", StringComparison.Ordinal) || n.StartsWith("grub_early.", StringComparison.Ordinal) || !kept.Any(k => n.StartsWith(k, StringComparison.Ordinal)))];
    }

    private static string Line(params object?[] parts) => string.Join('|', parts).ReplaceLineEndings(" ");

    private static string Words(IEnumerable<string> words) => string.Join(' ', words);

    private static string Hash(IEnumerable<string> texts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', texts))))[..16];
}
