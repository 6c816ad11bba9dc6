using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Fixes;

namespace Bivouac.Rules.Apks;

/// <summary>BIV0405: no firmware at all, in an image that names drivers or microcode of real hardware (contract L8).</summary>
internal sealed class NoFirmwareRule() : ModelRule(
    "BIV0405",
    "No firmware for real hardware",
    "linux-firmware-none is the only firmware, but {0}: a system that is installed from this medium would find none for its hardware; declare it by type, for example .Firmware({1})",
    ApksCategory.Name,
    Severity.Warning)
{
    /// <summary>What servers mostly have.</summary>
    private const string Usual = "Firmware.Intel, Firmware.Bnx2x, Firmware.RtlNic, Firmware.Other";

    private static readonly Dictionary<string, string> Graphics = new(StringComparer.Ordinal)
    {
        ["amdgpu"] = "linux-firmware-amdgpu",
        ["radeon"] = "linux-firmware-radeon",
        ["i915"] = "linux-firmware-i915",
        ["xe"] = "linux-firmware-xe",
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        if (ElementOfNone(context.Model) is not { } element) yield break;
        var view = new FirmwareView(context);
        if (!view.IsKnown || view.Declared.Any(f => f != FirmwareView.None)) yield break;
        var needed = FirmwareView.Modules(context.Model).Select(m => (Module: m.Name, Package: FirmwareView.PackagesFor(m.Name).FirstOrDefault() ?? (Graphics.TryGetValue(m.Name, out var package) ? package : null)))
            .Where(x => x.Package is not null).ToArray();
        if (needed.Length > 0)
        {
            var packages = needed.Select(x => x.Package!).Distinct().ToArray();
            var expressions = string.Join(", ", packages.Select(FirmwareView.Expression));
            yield return At(element, "the driver '" + needed[0].Module + "' is loaded, which asks for some", expressions)
                .With(packages.Length == 1 && !IsApk(element) ? Fix.ReplaceText(packages[0]) : Fix.AddCall(".Firmware(" + expressions + ")"));
        }
        else if (context.Model.BootAddons.FirstOrDefault(a => a.Name.EndsWith("-ucode", StringComparison.Ordinal)) is { } microcode)
        {
            yield return At(element, "the microcode '" + microcode.Name + "' is for real processors", Usual);
        }
    }

    private static bool IsApk(string element) => element.StartsWith(ElementPath.Apks, StringComparison.Ordinal);

    private static string? ElementOfNone(LiveCdModel model)
    {
        for (var i = 0; i < model.Firmware.Count; i++)
            if (model.Firmware[i].Name == FirmwareView.None) return ElementPath.Of(ElementPath.Firmware, i);
        for (var i = 0; i < model.Apks.Count; i++)
            if (model.Apks[i].Name == FirmwareView.None) return ElementPath.Of(ElementPath.Apks, i);
        return null;
    }
}
