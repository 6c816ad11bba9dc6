using System.Collections.Generic;
using Bivouac.Model;
using Bivouac.Rules.Fixes;

namespace Bivouac.Rules.Apks;

/// <summary>BIV0410: a firmware package is installed at boot. The service modloop then leaves its own firmware out, which is all that the kernel's modules name.</summary>
internal sealed class InstalledFirmwareRule() : ModelRule(
    "BIV0410",
    "Installed firmware hides the modloop's",
    "the firmware package '{0}' is installed at boot, so /lib/firmware holds it and nothing else, where the modloop would have brought the firmware of all drivers; take it out, or put it on the medium with .Firmware({1})",
    ApksCategory.Name,
    Severity.Warning)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var view = new FirmwareView(context);
        if (view.Installed.Count == 0 || !view.IsKnown || view.AtBoot.Contains(FirmwareView.All)) yield break;
        for (var i = 0; i < context.Model.Apks.Count; i++)
        {
            var apk = context.Model.Apks[i];
            if (!apk.OnMediumOnly && FirmwareView.IsOfLinuxFirmware(apk.Name)) yield return At(ElementPath.Of(ElementPath.Apks, i), apk.Name, FirmwareView.Expression(apk.Name)).With(Fix.Remove);
        }
    }
}
