using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Bivouac.Model;
using Bivouac.Rules.Fixes;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Unattended;

/// <summary>BIV0804: something can keep SSH from starting (contract U7). That nothing brings a network up at all is BIV0504's.</summary>
internal sealed class SshStartRule() : ModelRule(
    "BIV0804",
    "SSH may not start",
    "{0}, so SSH would not start; declare .Ssh(...), or {1}",
    UnattendedCategory.Name,
    Severity.Warning)
{
    private const string Configuration = "/etc/ssh/sshd_config";

    private static readonly object Key = new();

    /// <summary>What every start() has, and what ends by itself.</summary>
    private static readonly HashSet<string> Quick = new(
        ["ebegin", "eend", "einfo", "ewarn", "eerror", "return", "exit", "echo", "printf", ":", "true", "false", "[", "test", "checkpath", "mkdir", "chmod", "chown", "ln", "rm", "local", "export", "set", "shift", "case", "for", "fi", "done", "esac", "}", "need", "use", "after", "before", "provide", "want", "keyword"],
        StringComparer.Ordinal);

    /// <summary>As sshd's init script looks for it: an address that is not every address.</summary>
    private static readonly Regex Listen = new(@"^ListenAddress[ \t]+(?!0\.0\.0\.0(?:[:\s]|\z)|::|\[::\])(?<address>[^\s#]+)", RegexOptions.CultureInvariant | RegexOptions.Multiline);

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var services = context.Model.Services;
        for (var i = 0; i < services.Count; i++)
        {
            var (service, runlevel) = services[i];
            if (service is not ("sshd" or "dropbear") || context.Model.DisabledServices.Contains(service) || !context.Services.IsProvided(service)) continue;
            if (Blocking(context, service, runlevel) is { } blocking)
                yield return At(ElementPath.Of(ElementPath.Services, i), "'" + service + "' is in the runlevel " + runlevel.Name + " with " + blocking, "enable it with Runlevel.Boot").With(Fix.SetArgument("runlevel", "Runlevel.Boot"));
            if (service == "dropbear" && NeedsNetwork(context))
                yield return At(ElementPath.Of(ElementPath.Services, i), "'dropbear' needs 'net', which may fail", "take the need away with .ConfD(\"dropbear\", \"rc_need\", \"!net\")").With(Fix.AddCall(".ConfD(\"dropbear\", \"rc_need\", \"!net\")"));
        }

        if (context.Overlay[Configuration] is { IsFile: true, Text: { } text } item && ListensAfterNetwork(context) && text.Remember(Key, t => Listen.Match(t)) is { Success: true } listen)
            yield return At(item.ContentElement, "'" + item.Place(listen.Index) + "' has the ListenAddress " + listen.Groups["address"].Value + ", for which sshd's init script needs 'net', which may fail", "set rc_need to \"!net\" in /etc/conf.d/sshd")
                .With(Fix.AddCall(".ConfD(\"sshd\", \"rc_need\", \"!net\")"));
    }

    /// <summary>What else the runlevel waits for, and may wait for ever; null when nothing such is known.</summary>
    private static string? Blocking(RuleContext context, string service, Runlevel runlevel)
    {
        var enabled = context.Model.EnabledServices().ToArray();
        if (runlevel.Name is "sysinit" or "boot" or "shutdown" || enabled.Any(s => s.Service == service && s.Runlevel.Name is "sysinit" or "boot")) return null;
        var beside = new HashSet<string>(enabled.Where(s => s.Runlevel == runlevel).Select(s => s.Service), StringComparer.Ordinal);
        if (beside.Contains("networking") && context.Services.ScriptOf("networking") is null) return "'networking', which waits for DHCP";
        var script = context.BootTexts.FirstOrDefault(t => t.Kind == BootTextKind.InitScript && beside.Contains(InitScript.NameOf(t.Text.Item!.Path)) && IsBefore(t, service));
        return script is null ? null : "'" + InitScript.NameOf(script.Text.Item!.Path) + "', whose start may hang";
    }

    /// <summary>Whether the script runs something that is waited for, and does not come after SSH by its own word.</summary>
    private static bool IsBefore(BootText script, string service)
    {
        var order = InitScript.Of(script.Text.Text);
        if (order.Behind.Contains(service) || order.Needs.Contains(service)) return false;
        return script.Calls.Any(c => c.Function is not null && script.WaitedFor.Contains(c) && !Quick.Contains(c.Name))
            || (script.Commands.SelectMany(c => c.Assignments).Any(a => a.Name == "command") && !Overlay.ShellCalls.IsSupervisedOrBackground(script.Commands));
    }

    /// <summary>Whether dropbear's own need of a network stands, and something that may fail brings it up.</summary>
    private static bool NeedsNetwork(RuleContext context) =>
        context.Model.Network is null && context.Services.ScriptOf("dropbear") is null && context.Services.NeedsOf("dropbear")?.Contains("net") == true && context.Services.IsEnabledOrVirtual("net");

    /// <summary>Whether sshd is started, by its package's script, with nothing said about its needs. What .Network(...) makes does not fail.</summary>
    private static bool ListensAfterNetwork(RuleContext context) =>
        context.Model.Network is null
        && context.Model.EnabledServices().Any(s => s.Service == "sshd")
        && context.Services.ScriptOf("sshd") is null
        && !ImpliedParts.ConfD(context.Model).Any(c => c.Service == "sshd" && c.Variable == "rc_need")
        && (context.Overlay["/etc/conf.d/sshd"] is not { } file || file.Text?.Text.Contains("rc_need") == false);
}
