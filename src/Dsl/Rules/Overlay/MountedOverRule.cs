using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Overlay;

/// <summary>BIV0302: something lies where a file system is mounted at boot.</summary>
internal sealed class MountedOverRule() : ModelRule(
    "BIV0302",
    "Content under a mounted file system",
    "{0}{1} lies in {2}, where a file system is mounted over it at boot; {3}",
    OverlayCategory.Name,
    Severity.Warning)
{
    private static readonly (string Folder, string Advice)[] Mounts =
    [
        ("/proc", "set kernel parameters with .Sysctl(...), and anything else in a service"),
        ("/sys", "write it in a service at boot"),
        ("/dev", "make it in a service at boot, or by a rule of the device manager"),
        ("/run", "make it in a service at boot"),
    ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var (item, others) in context.PerDeclaration(i => MountOf(i).Folder is not null))
            yield return At(item.NameElement, item.Called(), others, MountOf(item).Folder, MountOf(item).Advice);
    }

    /// <summary>The folder itself may be declared: something must be there to mount on. So may what keeps it in version control.</summary>
    private static (string Folder, string Advice) MountOf(OverlayItem item) =>
        Mounts.FirstOrDefault(m => OverlayItems.IsIn(item.Path, m.Folder) && !(item.Entry is OverlayDirectory && item.Path == m.Folder) && item.Path != m.Folder + "/.gitkeep" && item.Path != m.Folder + "/.keep");
}
