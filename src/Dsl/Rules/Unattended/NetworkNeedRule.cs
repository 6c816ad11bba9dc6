using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Bivouac.Model;
using Bivouac.Rules.Data;
using Bivouac.Rules.Fixes;
using Bivouac.Rules.Inputs;
using Bivouac.Rules.Overlay;

namespace Bivouac.Rules.Unattended;

/// <summary>BIV0803: a service needs the network, and does not start when that fails (contract U6).</summary>
internal sealed class NetworkNeedRule() : ModelRule(
    "BIV0803",
    "Need of the network",
    "{0} says that '{1}' needs '{2}', so the service does not start when the network fails; {3}",
    UnattendedCategory.Name,
    Severity.Warning)
{
    private const string Variable = "rc_need";

    private static readonly HashSet<string> Networks = new(["net", "networking", "net-online"], StringComparer.Ordinal);

    private static readonly Regex Statement = new(@"(?<![\w-])need(?<words>(?:[ \t]+[\w.+!-]+)+)", RegexOptions.CultureInvariant);

    private static readonly Regex Setting = new(@"^[ \t]*(?:export[ \t]+)?rc_need=(?:""(?<words>[^""\n]*)""|'(?<words>[^'\n]*)'|(?<words>[^\s""';#]*))", RegexOptions.CultureInvariant | RegexOptions.Multiline);

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var item in context.InTheEnd().Where(i => i.IsFile))
        {
            if (item.Text is not { } text) continue;
            var found = InitScript.Is(item.Path) ? InScript(context, item, text) : IsConfD(item.Path) ? InFile(item, text.Text) : null;
            if (found is not null) yield return found;
        }

        for (var i = 0; i < context.Model.ConfD.Count; i++)
        {
            var (service, variable, value) = context.Model.ConfD[i];
            if (variable != Variable || Of(value.ToString()) is not { } network) continue;
            var finding = At(ElementPath.Of(ElementPath.ConfD, i, "Value"), ".ConfD(...)", service, network, "set rc_after, which only orders");
            yield return IsAll(value.ToString()) ? finding.With(Fix.SetArgument("variable", "\"rc_after\"")) : finding;
        }
    }

    private Finding? InScript(RuleContext context, OverlayItem item, FileText text)
    {
        var name = InitScript.NameOf(item.Path);
        if (!InitScript.HasShebang(text.Text) || (context.Services.NeedsOf(name) ?? []).FirstOrDefault(Networks.Contains) is not { } network) return null;
        var statements = Statement.Matches(text.Text).Cast<Match>().Where(m => DataTable.Words(Blank(m)).Contains(network)).ToArray();
        var finding = At(item.ContentElement, item.Place(statements.FirstOrDefault()?.Index ?? 0), name, network, "say 'after " + network + "', which only orders");
        return item.Entry is OverlayText && statements.Length == 1 ? finding.With(Fix.ReplaceInText(statements[0].Value, Ordered(Blank(statements[0])))) : finding;
    }

    private Finding? InFile(OverlayItem item, string text)
    {
        // The last line counts.
        if (Setting.Matches(text).Cast<Match>().LastOrDefault() is not { } setting || Of(setting.Groups["words"].Value) is not { } network) return null;
        var finding = At(item.ContentElement, item.Place(setting.Groups["words"].Index), item.Path.Substring(item.Path.LastIndexOf('/') + 1), network, "set rc_after, which only orders");
        return item.Entry is OverlayText && IsAll(setting.Groups["words"].Value) ? finding.With(Fix.ReplaceInText("rc_need=", "rc_after=")) : finding;
    }

    private static string Blank(Match statement) => statement.Groups["words"].Value.Replace('\t', ' ');

    /// <summary>The same needs but those of the network, which become an order.</summary>
    private static string Ordered(string words)
    {
        var all = DataTable.Words(words);
        var kept = all.Where(w => !Networks.Contains(w)).ToArray();
        return (kept.Length == 0 ? "" : "need " + string.Join(" ", kept) + "; ") + "after " + string.Join(" ", all.Where(Networks.Contains));
    }

    private static string? Of(string words) => DataTable.Words(words).FirstOrDefault(Networks.Contains);

    private static bool IsAll(string words) => DataTable.Words(words).All(Networks.Contains);

    private static bool IsConfD(string path) => path.StartsWith("/etc/conf.d/", StringComparison.Ordinal);
}
