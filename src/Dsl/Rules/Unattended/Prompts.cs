using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Rules.Overlay;

namespace Bivouac.Rules.Unattended;

/// <summary>Knows which commands ask somebody.</summary>
internal static class Prompts
{
    private const string FullScreen = "is there for somebody at the screen";

    private static readonly HashSet<string> Screens = new(
        ["dialog", "whiptail", "vi", "vim", "nvim", "nano", "emacs", "mcedit", "less", "more", "most", "htop", "cfdisk", "nmtui", "alsamixer", "menuconfig"], StringComparer.Ordinal);

    /// <summary>Those of alpine-conf that ask for all that their arguments do not say.</summary>
    private static readonly HashSet<string> Setups = new(
        ["setup-alpine", "setup-interfaces", "setup-hostname", "setup-keymap", "setup-disk", "setup-apkrepos", "setup-sshd", "setup-ntp", "setup-timezone", "setup-proxy", "setup-user", "setup-dns", "setup-lbu", "setup-apkcache", "setup-desktop"],
        StringComparer.Ordinal);

    private static readonly HashSet<string> Shells = new(["sh", "ash", "bash", "zsh"], StringComparer.Ordinal);

    /// <summary>Options of ssh-keygen that go with making a key; the others do something else.</summary>
    private const string KeyOptions = "tbfCqamwZOv";

    /// <summary>How the command asks, or null.</summary>
    /// <param name="command">The command.</param>
    /// <param name="hasInput">Whether it is given something to read.</param>
    public static Prompt? Of(ShellCommand command, bool hasInput)
    {
        if (Screens.Contains(command.Name)) return new(FullScreen, "leave it out");
        if (command.Name == "select" || (command.Name == "openvt" && command.Has('w'))) return new("waits for somebody's choice", "leave it out");
        if (command.Name is "apk" && (command.Has("--interactive") || command.Has("-i"))) return new("waits for an answer to each change", "take the option away");
        if (hasInput) return null;
        var operands = command.Arguments.Where(a => !a.Text.StartsWith("-", StringComparison.Ordinal)).ToArray();
        var hasOptions = operands.Length < command.Arguments.Count();
        return command.Name switch
        {
            "read" when !command.Has('t') => new("waits for a line from the terminal", "read it from a file with '<', or from the kernel command line"),
            "sulogin" => new("waits for root's password", "log what went wrong, and go on"),
            "login" when !command.Has('f') => new("waits for a name and a password", "declare .Autologin(...) or leave it out"),
            "passwd" when !hasOptions => new("waits for a password", "declare the hash with .RootPassword(...) or .User(...)"),
            "adduser" when !command.Has('D') && !command.Has('S') && !command.Has("--disabled-password") && !IsMembership(command) => new("waits for a password", "add -D, or declare .User(...)"),
            "ssh-keygen" when MakesKey(command) => new("waits for a passphrase", "add -N ''"),
            "cryptsetup" when operands.Length > 0 && operands[0].Text is "open" or "luksOpen" or "luksFormat" && !command.Arguments.Any(a => a.Text.StartsWith("--key-file", StringComparison.Ordinal) || a.Text.StartsWith("--token", StringComparison.Ordinal)) && !command.Has('d') && operands.Length < 4
                => new("waits for a passphrase", "give it a key file"),
            "fsck" or "e2fsck" or "fsck.ext2" or "fsck.ext3" or "fsck.ext4" when operands.Length > 0 && !command.Arguments.Any(a => a.Text.Length > 1 && a.Text[0] == '-' && a.Text.IndexOfAny(['a', 'p', 'y', 'n']) > 0)
                => new("asks before each repair", "add -p"),
            _ when Shells.Contains(command.Name) && !command.Arguments.Any() && command.Redirections.Count == 0 => new("is a shell for somebody who types", "log what went wrong, and go on"),
            _ when Setups.Contains(command.Name) && !command.Arguments.Any() => new("asks for all that its arguments do not say", "declare what it sets up, or give it all as arguments"),
            _ => null,
        };
    }

    /// <summary><c>adduser USER GROUP</c>, which only makes a member.</summary>
    private static bool IsMembership(ShellCommand command)
    {
        var words = command.Arguments.ToArray();
        return words.Length == 2 && !words.Any(w => w.Text.StartsWith("-", StringComparison.Ordinal));
    }

    private static bool MakesKey(ShellCommand command)
    {
        var options = command.Arguments.Where(a => a.Text.Length > 1 && a.Text[0] == '-').ToArray();
        return options.Length > 0 && options.All(o => KeyOptions.IndexOf(o.Text[1]) >= 0);
    }
}
