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
/// They are staged as a file; <see cref="Tools.BuildProgram"/> compares it with that of the last build.
/// </summary>
public static class SectionInputs
{
    /// <summary>The staged file, and the note of the last build beside the work directory.</summary>
    public const string FileName = "inputs";

    /// <summary>The section of what all sections are made from.</summary>
    public const string All = "all";

    /// <summary>The inputs of a planned build: <c>SECTION TAB NAME TAB VALUE</c>, a line each.</summary>
    /// <param name="plan">The build.</param>
    /// <param name="layout">The builder's places.</param>
    public static string Of(BuildPlan plan, BuilderLayout layout)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(layout);
        var model = plan.Image.Model;

        // Raw shell may set any of mkimage's variables.
        var raw = Hash(model.RawShell.Where(r => r.Script == RawShellTarget.Profile).Select(r => r.Text));
        (string Section, string Name, string Value)[] inputs =
        [
            (All, "mirror", layout.MirrorSource),
            (All, "repositories", Words(plan.Repositories(layout))),
            (All, "tagged repositories", Words(model.Repositories.Where(r => r.Tag is not null).Select(r => $"{r.Tag}={r.Url}={r.Key}"))),
            (All, "signing key", layout.SigningKey),
            (All, "Alpine release", plan.Pins.Release),
            (All, "mkimage scripts", $"{plan.Pins.AportsRef} {layout.ScriptsKey}".TrimEnd()),
            ("kernel", "modloop compression", model.ModloopCompression.ToString().ToLowerInvariant()),
            ("kernel", "initramfs compression", model.InitramfsCompression.ToString().ToLowerInvariant()),
            ("kernel", "modloop firmware", Words(model.ModloopFirmware)),
            ("kernel", "microcode", Words(model.BootAddons.Select(a => a.Name))),
            ("kernel", "raw shell of the profile", raw),
            ("grub", "GRUB modules", Words(model.GrubModules.Select(m => m.Name))),
            ("grub", "serial console", model.SerialConsole is null ? "no" : "yes"),
            ("grub", "base profile", model.Base?.Name ?? ""),
            ("grub", "raw shell of the profile", raw),
        ];
        return string.Concat(inputs.Select(i => $"{i.Section}\t{i.Name}\t{i.Value.ReplaceLineEndings(" ").Replace('\t', ' ')}\n"));
    }

    private static string Words(IEnumerable<string> words) => string.Join(' ', words);

    private static string Hash(IEnumerable<string> texts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', texts))))[..16];
}
