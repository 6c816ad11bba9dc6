using System;
using System.Collections.Generic;

namespace Bivouac.Rules.Overlay;

/// <summary>BIV0312: a script that does not say what reads it. Init scripts are looked at by the rules about services.</summary>
internal sealed class NoInterpreterRule() : ModelRule(
    "BIV0312",
    "Script without #! line",
    "{0} {1}, so the kernel cannot run it, and only a shell that starts it would; begin it with #!/bin/sh",
    OverlayCategory.Name,
    Severity.Warning)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var item in context.InTheEnd())
        {
            if (!item.IsFile || item.Text is not { } text || text.Text.StartsWith("#!", StringComparison.Ordinal)) continue;
            if (!ExecutedPlaces.IsHook(item.Path) && !(ExecutedPlaces.IsProgram(item.Path) && item.Mode is { } mode && (mode.Bits & 0x49) != 0)) continue;
            yield return At(item.ContentElement, item.Called(), text.Text.Length == 0 ? "is empty" : "does not begin with #!");
        }
    }
}
