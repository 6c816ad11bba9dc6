using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Bivouac.Model;
using Bivouac.Scripts;

namespace Bivouac.Rules.Mkimage;

/// <summary>A variable of the profile that the definition sets, and what is lost when it is set to something else.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Lost">What a new value takes away; null for nothing.</param>
/// <param name="Advice">What to do instead.</param>
internal sealed record ProfilePart(string Variable, Func<string, string?> Lost, string Advice)
{
    /// <summary>The variables of a definition.</summary>
    public static IEnumerable<ProfilePart> Of(LiveCdModel model)
    {
        yield return Words("arch", model.Arches.Select(ArchNames.Of), "mkimage.sh would make no image for {0} and exit 0", "declare architectures with .Arch(...) alone");
        yield return new("hostname", v => v.Length == 0 ? "mkimage.sh would leave the overlay out and exit 0" : null, "leave it out");
        yield return new("apkovl", v => v == ScriptSet.OverlayFileName(model.Name) ? null : "the overlay of the definition would not be in the image", "declare the overlay in the definition, or write it with .RawOverlayShell(...)");
        yield return new("image_ext", v => v == "iso" ? null : "mkimage.sh would make no .iso", "leave it out");
        yield return new("output_format", v => v == "iso" ? null : v.Length == 0 ? "the image would not boot on a BIOS" : "mkimage.sh would make something else than an ISO", "leave it out");
        foreach (var (variable, words) in Lists(model)) yield return Words(variable, words, "{0} would be missing", "add to it: " + variable + "=\"$" + variable + " ...\"");
    }

    private static IEnumerable<(string Variable, IEnumerable<string> Words)> Lists(LiveCdModel model)
    {
        yield return ("kernel_flavors", model.Kernels.Select(k => k.Flavor.Name));
        yield return ("kernel_addons", model.KernelAddons);
        yield return ("boot_addons", model.BootAddons.Select(a => a.Name));
        yield return ("initfs_features", model.InitfsFeatures.Select(f => f.Name).Except(model.RemovedInitfsFeatures.Select(f => f.Name)).Where(f => !InitfsFacts.IsAlways(f)));
        yield return ("kernel_cmdline", Split(KernelSection.Parameters(model).ToString()));
        yield return ("modloopfw", model.ModloopFirmware);
        yield return ("apks", new[] { "alpine-base" }.Concat(model.Apks.Where(a => a.Repository is null).Select(a => a.Name)).Concat(model.Firmware.Select(f => f.Name)));
        yield return ("grub_mod", model.GrubModules.Select(m => m.Name).Concat(model.SerialConsole is null ? [] : [GrubModule.Serial.Name, GrubModule.Terminal.Name]));
    }

    private static ProfilePart Words(string variable, IEnumerable<string> declared, string effect, string advice) => new(
        variable,
        value =>
        {
            var missing = declared.Distinct().Except(Split(value)).ToArray();
            return missing.Length == 0 ? null : string.Format(CultureInfo.InvariantCulture, effect, string.Join(", ", missing.Take(4)) + (missing.Length > 4 ? " and " + (missing.Length - 4) + " more" : ""));
        },
        advice);

    private static string[] Split(string value) => value.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
