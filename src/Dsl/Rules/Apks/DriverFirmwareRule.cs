using System.Collections.Generic;
using System.Linq;
using Bivouac.Rules.Fixes;

namespace Bivouac.Rules.Apks;

/// <summary>BIV0406: a network driver is loaded, but among the firmware that is chosen there is none for it (contract L8).</summary>
internal sealed class DriverFirmwareRule() : ModelRule(
    "BIV0406",
    "Network driver without its firmware",
    "the driver '{0}' asks for the firmware of {1}, which is not among the firmware for the medium, so a system installed from it would be without; add {2}",
    ApksCategory.Name,
    Severity.Warning)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var modules = FirmwareView.Modules(context.Model).Select(m => (m.Element, m.Name, Packages: FirmwareView.PackagesFor(m.Name))).Where(m => m.Packages.Count > 0).ToArray();
        if (modules.Length == 0) yield break;
        var view = new FirmwareView(context);

        // With linux-firmware-none alone nothing was chosen by type: that is BIV0405. What is installed at boot is BIV0410.
        if (!view.IsKnown || !view.IsChosen || view.Installed.Count > 0 || view.OnMedium.Contains(FirmwareView.All)) yield break;
        foreach (var (element, name, packages) in modules)
        {
            if (packages.Any(view.OnMedium.Contains)) continue;
            var call = ".Firmware(" + FirmwareView.Expression(packages[0]) + ")";
            yield return At(element, name, string.Join(" or ", packages), call).With(Fix.AddCall(call));
        }
    }
}
