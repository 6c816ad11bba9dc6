using System.Collections.Generic;

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
        foreach (var (item, others) in context.PerDeclaration(i => OverlayItems.IsIn(i.Path, "/lib/modules") || OverlayItems.IsIn(i.Path, "/usr/lib/modules")))
            yield return At(item.NameElement, item.Called(), others, context.Model.Name);
    }
}
