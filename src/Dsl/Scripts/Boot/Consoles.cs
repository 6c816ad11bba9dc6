using System;
using System.Linq;
using System.Text;
using Bivouac.Model;

namespace Bivouac.Scripts.Boot;

/// <summary>Prints <c>/etc/inittab</c> and the logins of terminals.</summary>
internal static class Consoles
{
    /// <summary>
    /// <c>/etc/inittab</c>. Alpine's own waits for the runlevel default before it starts a login (<c>::wait:</c>): a service there that hangs
    /// would leave every console dead, so here it does not wait.
    /// </summary>
    public static string Inittab(LiveCdModel model)
    {
        var text = new StringBuilder("""
            ::sysinit:/sbin/openrc sysinit
            ::sysinit:/sbin/openrc boot
            ::once:/sbin/openrc default

            """.Replace("\r\n", "\n"));
        var terminals = Enumerable.Range(1, 6).Select(n => FormattableString.Invariant($"tty{n}")).ToList();
        if (model.SerialConsole is { } serial) terminals.Add(serial.Device);
        foreach (var login in model.Autologins)
            if (!terminals.Contains(login.Terminal)) terminals.Add(login.Terminal);
        foreach (var terminal in terminals) text.Append(terminal).Append("::respawn:/sbin/getty ").Append(Getty(model, terminal)).Append('\n');
        return text.Append("::ctrlaltdel:/sbin/reboot\n::shutdown:/sbin/openrc shutdown\n").ToString();
    }

    /// <summary>The program that logs somebody in on a terminal.</summary>
    public static string LoginPath(AutologinDeclaration login) => BootScript.Folder + "/login." + login.Terminal;

    /// <summary>Its text.</summary>
    public static ShellText Login(AutologinDeclaration login)
    {
        ShellText text = "#!/bin/sh\n# What getty runs on " + login.Terminal + ". Made by Bivouac; changes here are lost.\n";
        if (login.Program is not { } program) return text + "exec login -f " + login.User + "\n";
        var words = FileQuote.Words([FileQuote.Word(program), .. login.Arguments.Select(FileQuote.Word)]);
        return text
            + "chown " + login.User + " /dev/" + login.Terminal + "\n"
            + "# A program that cannot start must not fill the terminal.\nsleep 1\n"
            + "# Another su may give it a session of its own, without the terminal.\n"
            + "# shellcheck disable=SC2016 # the inner shell puts them in\n"
            + "exec /bin/busybox su -l -s /bin/sh " + login.User + " -c 'exec \"$0\" \"$@\"' -- " + words + "\n";
    }

    private static string Getty(LiveCdModel model, string terminal)
    {
        var login = model.Autologins.FirstOrDefault(a => a.Terminal == terminal);
        var automatic = login is null ? "" : "-n -l " + LoginPath(login) + " ";
        if (!terminal.StartsWith("ttyS", StringComparison.Ordinal)) return automatic + "38400 " + terminal;
        var baud = model.SerialConsole is { } serial && serial.Device == terminal ? serial.Baud : 115200;
        return FormattableString.Invariant($"{automatic}-L {baud} {terminal} vt100");
    }
}
