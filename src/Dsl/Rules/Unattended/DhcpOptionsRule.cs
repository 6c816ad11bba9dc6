using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Bivouac.Model;
using Bivouac.Rules.Fixes;
using Bivouac.Rules.Inputs;
using Bivouac.Rules.Overlay;

namespace Bivouac.Rules.Unattended;

/// <summary>BIV0805: busybox's DHCP client is told to hang, or to give up (contract U8).</summary>
internal sealed class DhcpOptionsRule() : ModelRule(
    "BIV0805",
    "DHCP that hangs or gives up",
    "{0} calls udhcpc with '{1}': {2}; declare .Network(net => net.DhcpOnAllInterfaces()), or write '{3}'",
    UnattendedCategory.Name,
    Severity.Warning)
{
    private static readonly object Key = new();

    private static readonly Regex InInterfaces = new(@"^[ \t]*udhcpc[_-]opts[ \t]+(?<options>[^\r\n]*)", RegexOptions.CultureInvariant | RegexOptions.Multiline);

    private static readonly Regex InConfD = new(@"^[ \t]*(?<name>udhcpc\w*|\w*_udhcpc\w*)=(?:""(?<options>[^""\n]*)""|'(?<options>[^'\n]*)')", RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.IgnoreCase);

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var item in context.InTheEnd().Where(i => i.IsFile))
        {
            var pattern = item.Path == "/etc/network/interfaces" || item.Path.StartsWith("/etc/network/interfaces.d/", StringComparison.Ordinal) ? InInterfaces
                : item.Path.StartsWith("/etc/conf.d/", StringComparison.Ordinal) ? InConfD : null;
            if (pattern is not null && item.Text is { } text && text.Remember(Key, t => First(pattern, t)) is { } found) yield return InFile(item, found);
        }

        for (var i = 0; i < context.Model.ConfD.Count; i++)
        {
            var (_, variable, value) = context.Model.ConfD[i];
            if (variable.IndexOf("udhcpc", StringComparison.OrdinalIgnoreCase) < 0 || Effects(value.ToString()) is not { } effects) continue;
            var repaired = UdhcpcOptions.Repaired(value.ToString());
            var finding = At(ElementPath.Of(ElementPath.ConfD, i, "Value"), ".ConfD(...)", value.ToString(), effects, repaired);
            yield return value.IsSymbolic ? finding : finding.With(Fix.ReplaceText(repaired));
        }

        foreach (var text in context.BootTexts)
            if (text.Calls.Select(c => (Command: c, Effects: InCommand(text, c))).FirstOrDefault(f => f.Effects is not null) is { Effects: { } effects, Command: var command })
                yield return At(text.Element, text.Where(command), Options(command), effects, UdhcpcOptions.Repaired(Options(command)));
    }

    private Finding InFile(OverlayItem item, Found found)
    {
        var repaired = UdhcpcOptions.Repaired(found.Options);
        var finding = At(item.ContentElement, item.Place(found.Index), found.Options, found.Effects, repaired);
        return item.Entry is OverlayText ? finding.With(Fix.ReplaceInText(found.Options, repaired)) : finding;
    }

    private static Found? First(Regex pattern, string text)
    {
        foreach (var match in pattern.Matches(text).Cast<Match>())
        {
            var options = match.Groups["options"].Value.Trim();
            if (Effects(options) is { } effects) return new(match.Groups["options"].Index, options, effects);
        }

        return null;
    }

    /// <summary>What options do that the scripts of networking give the client: it is called with -b, and waited for.</summary>
    private static string? Effects(string options) => UdhcpcOptions.Effects(options.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries), isWaitedFor: true, isAlone: false);

    private static string? InCommand(BootText text, ShellCommand command) => command.Name != "udhcpc" ? null
        : UdhcpcOptions.Effects(command.Arguments.Select(a => a.IsLiteral ? a.Text : a.Text.Replace("$", "x")), text.WaitedFor.Contains(command), isAlone: true);

    private static string Options(ShellCommand command) => string.Join(" ", command.Arguments.Select(a => a.Text));

    private sealed record Found(int Index, string Options, string Effects);
}
