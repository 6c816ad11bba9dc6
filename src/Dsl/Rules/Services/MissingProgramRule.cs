using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using Bivouac.Model;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Services;

/// <summary>BIV0506: an init script of the overlay runs a program below /usr/local that nothing puts there. Packages do not: abuild refuses it.</summary>
internal sealed class MissingProgramRule() : ModelRule(
    "BIV0506",
    "Program of an init script is missing",
    "{0} runs {1}, but nothing of the overlay is there and packages of Alpine put nothing below /usr/local, so the service fails at boot; add the program (does a .gitignore leave out 'bin/'?) or correct the path",
    ServicesCategory.Name,
    Severity.Warning)
{
    private static readonly Regex Command = new(@"^command=(?:""(?<path>[^""$`\\\n]+)""|'(?<path>[^'\n]+)'|(?<path>[^\s""'$`\\;#]+))", RegexOptions.CultureInvariant | RegexOptions.Multiline);

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        if (!context.Overlay.IsComplete || context.Model.Repositories.Count > 0) yield break;
        foreach (var item in context.Overlay.InitScripts)
        {
            if (item.Text is not { } text || Command.Matches(text.Text) is not { Count: 1 } commands) continue;
            var match = commands[0];
            var program = match.Groups["path"].Value;
            if (program.StartsWith("/usr/local/", StringComparison.Ordinal) && !IsThere(context.Overlay, program))
                yield return At(item.ContentElement, item.Place(match.Index), program);
        }
    }

    /// <summary>Whether something is declared at the path, or may be brought there by a build, or a link above it leads elsewhere.</summary>
    private static bool IsThere(OverlayView overlay, string path)
    {
        if (overlay[path] is not null || overlay.MayHold(path)) return true;
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
            if (overlay[path.Substring(0, end)]?.Entry is OverlayLink) return true;
        return false;
    }
}
