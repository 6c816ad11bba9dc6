using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using Bivouac.Model;
using Bivouac.Scripts.Boot;

namespace Bivouac.Rules.Overlay;

/// <summary>The files that follow from services, network, SSH, accounts and consoles.</summary>
internal static class DerivedBootFiles
{
    /// <summary>The files with what is declared in each.</summary>
    public static IEnumerable<DerivedFile> Of(LiveCdModel model)
    {
        if (model.SerialConsole is { } serial)
            yield return new("/etc/inittab", ".SerialConsole(...)", [serial.Device], (text, n) => DerivedFileRule.Has(text, "^[ \\t]*(?:" + Regex.Escape(n) + ":|[^#\\n]*getty[^#\\n]*" + Regex.Escape(n) + "\\b)"), "add a line for it");
        foreach (var login in model.Autologins)
            yield return new("/etc/inittab", ".Autologin(...)", [login.Terminal], (text, _) => text.Contains(Consoles.LoginPath(login)), "let its line call " + Consoles.LoginPath(login) + ", or declare the logins there alone");
        foreach (var file in BootFiles.Of(model))
        {
            var path = file.Value.Path;
            if (path == "/etc/inittab") continue;
            if (path == "/etc/ssh/sshd_config")
                yield return new(path, ".Ssh(...)", ["Port", "PermitRootLogin", "PasswordAuthentication"], (text, n) => DerivedFileRule.Has(text, "(?i)^[ \\t]*" + n + "[ \\t=]"), "say it there as well");
            else if (path == "/etc/resolv.conf")
                yield return new(path, ".Network(...)", [.. model.Network!.NameServers], (text, n) => text.Contains(n), "declare name servers with .Dns(...) alone");
            else if (IsOwn(path))
                yield return new(path, Call(model, file.Key), [What(path, file.Key)], null, "leave it out, or the declaration") { IsWhole = true };
        }
    }

    /// <summary>Whether a file has its name from the definition, so that one in its place cannot be meant to go along with it.</summary>
    private static bool IsOwn(string path) =>
        path.StartsWith("/etc/bivouac/", StringComparison.Ordinal) || path.StartsWith(BootScript.Folder + "/", StringComparison.Ordinal)
        || path.StartsWith("/etc/init.d/", StringComparison.Ordinal);

    private static string Call(LiveCdModel model, string element) =>
        element == ElementPath.Network ? ".Network(...)"
        : element == ElementPath.Users ? model.Users.Count > 0 ? ".User(...)" : model.Groups.Count > 0 ? ".Group(...)" : ".RootPassword(...)"
        : element == ElementPath.Watchdog ? ".Watchdog(...)"
        : element == ElementPath.EntropyDaemon ? ".Entropy()"
        : element.StartsWith(ElementPath.Autologins, StringComparison.Ordinal) ? ".Autologin(...)"
        : ".Service(...)";

    private static string What(string path, string element) =>
        element == ElementPath.Network ? "the network"
        : element == ElementPath.Users ? "the accounts"
        : element == ElementPath.Watchdog ? "the watchdog"
        : element == ElementPath.EntropyDaemon ? "the source of random numbers"
        : element.StartsWith(ElementPath.Autologins, StringComparison.Ordinal) ? "the login"
        : "'" + path.Substring(path.LastIndexOf('/') + 1) + "'";
}
