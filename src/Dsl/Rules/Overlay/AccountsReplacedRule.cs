using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;

namespace Bivouac.Rules.Overlay;

/// <summary>BIV0308: /etc/passwd or /etc/group is replaced by one without the system's own accounts.</summary>
internal sealed class AccountsReplacedRule() : ModelRule(
    "BIV0308",
    "System accounts lost",
    "{0} takes the place of Alpine's own and lacks {1}, so packages that use them would fail; begin with alpine-baselayout's lines and add to them",
    OverlayCategory.Name,
    Severity.Warning)
{
    /// <summary>aports, main/alpine-baselayout/passwd of 3.6.8. Earlier releases have these and more.</summary>
    private static readonly string[] Users = ["root", "bin", "daemon", "lp", "sync", "shutdown", "halt", "mail", "news", "uucp", "cron", "ftp", "sshd", "games", "ntp", "guest", "nobody"];

    /// <summary>aports, main/alpine-baselayout/group of 3.6.8.</summary>
    private static readonly string[] Groups =
    [
        "root", "bin", "daemon", "sys", "adm", "tty", "disk", "lp", "kmem", "wheel", "floppy", "mail", "news", "uucp", "cron", "audio", "cdrom", "dialout", "ftp", "sshd", "input",
        "tape", "video", "netdev", "kvm", "games", "shadow", "www-data", "users", "ntp", "abuild", "utmp", "ping", "nogroup", "nobody",
    ];

    private static readonly object Key = new();

    /// <summary>The users of every image.</summary>
    public static IReadOnlyList<string> SystemUsers => Users;

    /// <summary>The groups of every image.</summary>
    public static IReadOnlyList<string> SystemGroups => Groups;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        if (context.Model.RawShell.Any(r => r.Script == RawShellTarget.Overlay && (r.Text.Contains("/etc/passwd") || r.Text.Contains("/etc/group")))) yield break;
        foreach (var item in context.InTheEnd())
        {
            var names = item.Path switch { "/etc/passwd" => Users, "/etc/group" => Groups, _ => null };
            if (names is null || !item.IsFile || item.Text is not { } text) continue;
            var missing = text.Remember(Key, t => Missing(t, names));
            if (missing.Length > 0) yield return At(item.ContentElement, item.Called(), missing);
        }
    }

    private static string Missing(string text, string[] names)
    {
        var there = new HashSet<string>(text.Split('\n').Where(l => l.Contains(':')).Select(l => l.Substring(0, l.IndexOf(':'))), StringComparer.Ordinal);
        var missing = names.Where(n => !there.Contains(n)).ToArray();
        return string.Join(", ", missing.Take(5)) + (missing.Length > 5 ? FormattableString.Invariant($" and {missing.Length - 5} more") : "");
    }
}
