using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Bivouac.Model;

namespace Bivouac.Rules.Unattended;

/// <summary>BIV0812: SSH is declared, and nobody can log in.</summary>
internal sealed class NoLoginRule() : ModelRule(
    "BIV0812",
    "Nobody can log in",
    "{0}; {1}",
    UnattendedCategory.Name,
    Severity.Warning)
{
    private static readonly Regex Keys = new(@"\A/(?:(?<root>root)|home/[^/]+)/\.ssh/authorized_keys2?\z", RegexOptions.CultureInvariant);

    /// <summary>Packages that take keys from an instance's data at boot.</summary>
    private static readonly string[] KeyBringers = ["cloud-init", "tiny-cloud", "tiny-ec2-bootstrap", "openssh-ldap", "sssd"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        if (context.Model.Ssh is not { } ssh || !IsKnown(context)) yield break;
        var hasPassword = context.Model.Users.Any(u => u.PasswordHash is not null && !u.Shell.EndsWith("/nologin", StringComparison.Ordinal) && !u.Shell.EndsWith("/false", StringComparison.Ordinal));
        var keys = context.Overlay.Final.Select(i => Keys.Match(i.Path)).Where(m => m.Success).ToArray();
        var hasKey = keys.Any(k => !k.Groups["root"].Success || ssh.RootLogin != RootLogin.Never);
        if (!hasKey && !(ssh.AllowsPasswords && hasPassword))
        {
            yield return At(
                ElementPath.Ssh,
                keys.Length > 0 ? "SSH lets only keys in, and the only keys are root's, who may not log in, so nobody can"
                : ssh.AllowsPasswords ? "SSH is declared, but there are neither keys nor a user with a password, so nobody can log in"
                : "SSH is declared, but there are no keys, so nobody can log in",
                keys.Length > 0 ? "give a user keys with .User(..., u => u.AuthorizedKeys(\"...\"))" : "name a file of public keys with .AuthorizedKeys(\"...\")");
        }
        else if (ssh.AllowsPasswords && !hasPassword)
        {
            yield return At(ElementPath.Ssh + ".AllowsPasswords", "SSH lets passwords in, but no declared user has one", "take .AllowPasswords() out, or declare a user with .PasswordHash(...)");
        }
    }

    /// <summary>Whether all that could let somebody in is known: no text that makes keys or passwords at boot, no configuration or accounts of the project's own.</summary>
    private static bool IsKnown(RuleContext context) =>
        context.Overlay.IsComplete
        && !context.Overlay.MayHold("/root/.ssh/authorized_keys") && !context.Overlay.MayHold("/home")
        && !new[] { "/etc/ssh/sshd_config", "/etc/conf.d/dropbear", "/etc/shadow", "/etc/passwd", "/root", "/root/.ssh", "/home" }.Any(p => context.Overlay[p] is { Entry: not OverlayDirectory })
        && !ImpliedParts.InstalledApks(context.Model).Any(KeyBringers.Contains)
        && !context.Texts().Any(t => t.Text.Text.Contains("authorized_keys") || t.Text.Text.Contains("passwd"));
}
