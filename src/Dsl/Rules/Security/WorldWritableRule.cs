using System;
using System.Collections.Generic;
using Bivouac.Model;
using Bivouac.Rules.Fixes;
using Bivouac.Rules.Overlay;

namespace Bivouac.Rules.Security;

/// <summary>BIV0606: a file that every user can change, or a folder where every user can take away what is others'.</summary>
internal sealed class WorldWritableRule() : ModelRule(
    "BIV0606",
    "World-writable",
    "{0} has the mode {1}, so every user can {2}; use {3}",
    SecurityCategory.Name,
    Severity.Warning)
{
    private const int Sticky = 0x200;

    private const int Others = 2;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        if (context.ModesMayChange()) yield break;
        foreach (var item in context.InTheEnd())
        {
            var isFolder = item.Entry is OverlayDirectory;
            if (item.Mode is not { } mode || (mode.Bits & Others) == 0 || (isFolder && (mode.Bits & Sticky) != 0)) continue;
            var better = Octal(mode.Bits & ~Others);
            yield return At(item.ModeElement, item.Called(), mode.ToString(), isFolder ? "replace and remove what is in it" : "change it", isFolder
                ? "\"" + better + "\", or \"" + Octal(mode.Bits | Sticky) + "\" where all must write"
                : "\"" + better + "\"").With(Fix.SetArgument("mode", "\"" + better + "\""));
        }
    }

    private static string Octal(int bits) => Convert.ToString(bits, 8).PadLeft(4, '0');
}
