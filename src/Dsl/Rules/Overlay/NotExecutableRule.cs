using System.Collections.Generic;
using Bivouac.Model;
using Bivouac.Rules.Fixes;

namespace Bivouac.Rules.Overlay;

/// <summary>BIV0311: a script that is there to be run, and cannot be.</summary>
internal sealed class NotExecutableRule() : ModelRule(
    "BIV0311",
    "Script not executable",
    "{0} has the mode {1}, so it cannot be run; {2}",
    OverlayCategory.Name,
    Severity.Warning)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        if (context.ModesMayChange()) yield break;
        foreach (var item in context.InTheEnd())
        {
            if (item.Mode is not { } mode || (mode.Bits & 0x49) != 0 || !ExecutedPlaces.IsRun(item)) continue;
            var finding = At(item.ModeElement, item.Called(), mode.ToString(), item.Entry switch
            {
                OverlayTree => "make it executable with chmod +x",
                OverlayFile { Mode: null } => "make it executable with chmod +x, or give it the mode \"0755\"",
                _ => "give it the mode \"0755\"",
            });
            yield return item.CanSetMode ? finding.With(Fix.SetArgument("mode", "\"0755\"")) : finding;
        }
    }
}
