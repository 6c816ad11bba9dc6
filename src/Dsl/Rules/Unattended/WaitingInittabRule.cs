using System.Collections.Generic;
using System.Text.RegularExpressions;
using Bivouac.Rules.Fixes;

namespace Bivouac.Rules.Unattended;

/// <summary>BIV0814: no console lives before the last service of the runlevel default has started (contract U1).</summary>
internal sealed class WaitingInittabRule() : ModelRule(
    "BIV0814",
    "Consoles wait for all services",
    "{0} has '{1}', so a service that hangs in the runlevel default keeps every console without a login; write '{2}', or leave the file out",
    UnattendedCategory.Name,
    Severity.Warning)
{
    private static readonly object Key = new();

    private static readonly Regex Wait = new(@"^[ \t]*(?<line>(?<before>[^#:\s][^:\n]*|)(?<levels>:[^:\n]*:)wait(?<command>:[ \t]*\S*openrc[ \t]+default\b[^\r\n]*))", RegexOptions.CultureInvariant | RegexOptions.Multiline);

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        if (context.Overlay["/etc/inittab"] is not { IsFile: true, Text: { } text } item || text.Remember(Key, t => Wait.Match(t)) is not { Success: true } wait) yield break;
        var line = wait.Groups["line"].Value.TrimEnd();
        var better = wait.Groups["before"].Value + wait.Groups["levels"].Value + "once" + wait.Groups["command"].Value.TrimEnd();
        var finding = At(item.ContentElement, item.Place(wait.Index), line, better);
        yield return item.Entry is Model.OverlayText ? finding.With(Fix.ReplaceInText(line, better)) : finding;
    }
}
