using System.Collections.Generic;
using Bivouac.Model;

namespace Bivouac.Rules.Overlay;

/// <summary>BIV0304: firmware lies where it hides that of the modloop.</summary>
internal sealed class FirmwarePlaceRule() : ModelRule(
    "BIV0304",
    "Firmware hides the modloop's",
    "{0}{1} {2}; take firmware of packages with .Firmware(...) and .ModloopFirmware(...)",
    OverlayCategory.Name,
    Severity.Warning)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        if (!ModloopPlaces.IsStarted(context.Model)) yield break;
        foreach (var (item, others) in context.PerDeclaration(i => IsFirmware(i.Path) && !(i.Entry is OverlayDirectory && i.Path is "/lib/firmware" or "/usr/lib/firmware")))
            yield return At(item.NameElement, item.Called(), others, item.Path[1] == 'u'
                ? "is not where the kernel looks for firmware, or hides all firmware of the modloop where /lib is a link to /usr/lib"
                : "hides all firmware of the modloop, which the service modloop links to /lib/firmware only when nothing lies there");
    }

    private static bool IsFirmware(string path) => OverlayItems.IsIn(path, "/lib/firmware") || OverlayItems.IsIn(path, "/usr/lib/firmware");
}
