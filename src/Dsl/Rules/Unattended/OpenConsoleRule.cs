using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;

namespace Bivouac.Rules.Unattended;

/// <summary>BIV0819: a terminal is closed by a program, and on the next one root logs in without a password.</summary>
internal sealed class OpenConsoleRule() : ModelRule(
    "BIV0819",
    "Root's login beside a closed terminal",
    "{0} runs '{1}' in the place of a login, but on {2} anybody logs in as root: root has no password on Alpine's media; set one with .RootPassword(...)",
    UnattendedCategory.Name,
    Severity.Warning)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        if (model.RootPasswordHash is not null || !context.Overlay.IsComplete || new[] { "/etc/inittab", "/etc/shadow", "/etc/securetty" }.Any(p => context.Overlay[p] is not null || context.Overlay.MayHold(p)) || context.Texts().Any(t => t.Text.Text.Contains("passwd"))) yield break;
        var taken = new HashSet<string>(model.Autologins.Select(a => a.Terminal));
        string[] open = [.. Enumerable.Range(1, 6).Select(n => "tty" + n.ToString(System.Globalization.CultureInfo.InvariantCulture)).Concat(model.SerialConsole is { } serial ? [serial.Device] : []).Where(t => !taken.Contains(t))];
        if (open.Length == 0) yield break;
        for (var i = 0; i < model.Autologins.Count; i++)
            if (model.Autologins[i] is { Program: { } program, Terminal: var terminal }) yield return At(ElementPath.Of(ElementPath.Autologins, i, "Program"), terminal, program, string.Join(", ", open));
    }
}
