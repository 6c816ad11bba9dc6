using System;
using System.Collections.Generic;
using Bivouac.Model;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Overlay;

/// <summary>BIV0303: kernel modules lie where the modloop takes their place.</summary>
internal sealed class ModulesPlaceRule() : ModelRule(
    "BIV0303",
    "Kernel modules where the modloop hides them",
    "{0}{1} would not be found at boot: modprobe looks only into /lib/modules, and the service modloop puts the ISO's modules in its place; put it elsewhere, for example into /usr/local/lib/{2}, and load it with insmod by its absolute path",
    OverlayCategory.Name,
    Severity.Error)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        if (!ModloopPlaces.IsStarted(context.Model) || ModloopPlaces.MayKeepModules(context)) yield break;
        foreach (var (item, others) in context.PerDeclaration(IsModule))
            yield return At(item.NameElement, item.Called(), others, context.Model.Name);
    }

    /// <summary>The folder alone holds nothing that could be missed.</summary>
    private static bool IsModule(OverlayItem item) =>
        (OverlayItems.IsIn(item.Path, "/lib/modules") || OverlayItems.IsIn(item.Path, "/usr/lib/modules")) && !(item.Entry is OverlayDirectory && item.Path.EndsWith("/modules", StringComparison.Ordinal));
}
