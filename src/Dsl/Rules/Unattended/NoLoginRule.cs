using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Bivouac.Model;
using Bivouac.Rules.Fixes;
using Bivouac.Rules.Inputs;
using Bivouac.Rules.Overlay;

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

    private static readonly Regex Key = new(@"^[^#\n]*\b(?:ssh-(?:ed25519|rsa|dss)|ecdsa-sha2-[\w-]+|sk-[\w@.-]+)[ \t]+AAAA", RegexOptions.CultureInvariant | RegexOptions.Multiline);

    private static readonly object Keyed = new();

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context) => Disabled(context).Concat(Shells(context)).Concat(Ssh(context));

    /// <summary>What the declarations are carried out by is taken away.</summary>
    private IEnumerable<Finding> Disabled(RuleContext context)
    {
        var model = context.Model;
        for (var i = 0; i < model.DisabledServices.Count; i++)
        {
            var service = model.DisabledServices[i];
            var lost = service == model.Ssh?.Service && !context.Boot.Services.Any(s => s.Name == service) ? ".Ssh(...) is declared, and its service '" + service + "' is disabled, so no SSH server starts"
                : service == ImpliedParts.Network && model.Network is not null ? ".Network(...) is declared, and its service '" + service + "' is disabled, so no interface gets an address"
                : service == ImpliedParts.Accounts && ImpliedParts.HasAccounts(model) ? "accounts are declared, and their service '" + service + "' is disabled, so there are none of them"
                : null;
            if (lost is not null) yield return At(ElementPath.Of(ElementPath.DisabledServices, i), lost, "take it out of .Disable(...)").With(Fix.Remove);
        }
    }

    /// <summary>A login shell that no package brings: <c>login</c> and both SSH servers refuse.</summary>
    private IEnumerable<Finding> Shells(RuleContext context)
    {
        for (var i = 0; i < context.Model.Users.Count; i++)
            if (context.Model.Users[i] is var user && ShellPackages.Missing(context, user.Shell) is { } package)
                yield return At(ElementPath.Of(ElementPath.Users, i, "Shell"), "the shell '" + user.Shell + "' of the user '" + user.Name + "' is in the package " + package + ", which the image does not have, so nobody can log in as that user", "add .Apks(\"" + package + "\")").With(Fix.AddCall(".Apks(\"" + package + "\")"));
    }

    private IEnumerable<Finding> Ssh(RuleContext context)
    {
        if (context.Model.Ssh is not { } ssh || !IsKnown(context)) yield break;
        var users = context.Model.Users.Where(u => !u.Shell.EndsWith("/nologin", StringComparison.Ordinal) && !u.Shell.EndsWith("/false", StringComparison.Ordinal) && ShellPackages.Missing(context, u.Shell) is null).ToArray();
        var hasPassword = users.Any(u => u.PasswordHash is not null);
        var files = context.Overlay.Final.Where(i => Keys.IsMatch(i.Path)).ToArray();
        var keys = files.Where(i => i.Text is not { } text || text.Remember(Keyed, t => (object)Key.IsMatch(t)) is true).ToArray();
        var hasKey = keys.Any(k => Keys.Match(k.Path).Groups["root"].Success ? ssh.RootLogin != RootLogin.Never : IsOf(k, context.Model, users));
        if (!hasKey && !(ssh.AllowsPasswords && hasPassword))
        {
            var isEmpty = files.Length > 0 && keys.Length == 0;
            yield return At(
                isEmpty ? files[0].ContentElement : ElementPath.Ssh,
                isEmpty ? files[0].Called() + " has no key, and nothing else lets anybody in by SSH, so nobody can log in"
                : keys.Any(k => !Keys.Match(k.Path).Groups["root"].Success) ? "SSH lets only keys in, and none of those who have keys may log in, so nobody can"
                : keys.Length > 0 ? "SSH lets only keys in, and the only keys are root's, who may not log in, so nobody can"
                : ssh.AllowsPasswords ? "SSH is declared, but there are neither keys nor a user with a password, so nobody can log in"
                : "SSH is declared, but there are no keys, so nobody can log in",
                isEmpty ? "put public keys into it, one a line, before you build" : keys.Length > 0 ? "give a user keys with .User(..., u => u.AuthorizedKeys(\"...\"))" : "name a file of public keys with .AuthorizedKeys(\"...\")");
        }
        else if (ssh.AllowsPasswords && !hasPassword)
        {
            yield return At(ElementPath.Ssh + ".AllowsPasswords", "SSH lets passwords in, but no declared user has one", "take .AllowPasswords() out, or declare a user with .PasswordHash(...)").With(Fix.Remove);
        }
    }

    /// <summary>Whether a file of keys is that of somebody who may log in; who has a home that no declared user has is not known.</summary>
    private static bool IsOf(OverlayItem keys, LiveCdModel model, UserDeclaration[] users)
    {
        var owner = model.Users.FirstOrDefault(u => keys.Path.StartsWith(u.Home + "/", StringComparison.Ordinal));
        return owner is null || users.Contains(owner);
    }

    /// <summary>Whether all that could let somebody in is known: no text that makes keys or passwords at boot, no configuration or accounts of the project's own.</summary>
    private static bool IsKnown(RuleContext context) =>
        context.Overlay.IsComplete
        && !context.Overlay.MayHold("/root/.ssh/authorized_keys") && !context.Overlay.MayHold("/home")
        && !new[] { "/etc/ssh/sshd_config", "/etc/conf.d/dropbear", "/etc/shadow", "/etc/passwd", "/root", "/root/.ssh", "/home" }.Any(p => context.Overlay[p] is { Entry: not OverlayDirectory })
        && !ImpliedParts.InstalledApks(context.Model).Any(KeyBringers.Contains)
        && !context.Texts().Any(t => t.Text.Text.Contains("authorized_keys") || t.Text.Text.Contains("passwd"));
}
