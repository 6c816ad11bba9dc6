using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using Bivouac.Model;
using Bivouac.Rules.Fixes;

namespace Bivouac.Rules.Overlay;

/// <summary>BIV0313: line ends of Windows where the carriage return becomes a part of a word.</summary>
internal sealed class LineEndRule() : ModelRule(
    "BIV0313",
    "CR LF line ends",
    "{0} ends lines with CR LF, and what reads it takes the CR as a part of the last word; end lines with LF alone",
    OverlayCategory.Name,
    Severity.Error)
{
    private static readonly object Key = new();

    private static readonly Regex Place = new(
        @"\A/etc/(?:(?:init|conf|local|profile)\.d/[^/]+|periodic/[^/]+/[^/]+|network/if-[a-z-]+\.d/[^/]+|profile|inittab|rc\.conf|apk/(?:world|repositories))\z|\.sh\z",
        RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var item in context.InTheEnd())
        {
            if (!item.IsFile || item.Text is not { } text) continue;
            if (!Place.IsMatch(item.Path) && !text.Text.StartsWith("#!", StringComparison.Ordinal)) continue;
            var index = text.Remember(Key, t => t.IndexOf("\r\n", StringComparison.Ordinal));
            if (index < 0) continue;
            var finding = At(item.ContentElement, "'" + item.Place(index) + "'");
            yield return item.Entry is OverlayText ? finding.With(Fix.ReplaceInText("\r\n", "\n")) : finding;
        }
    }
}
