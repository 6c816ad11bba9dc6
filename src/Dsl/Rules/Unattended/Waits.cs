using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Bivouac.Rules.Overlay;

namespace Bivouac.Rules.Unattended;

/// <summary>Knows which commands may wait for ever.</summary>
internal static class Waits
{
    private const double LongSleep = 60;

    private static readonly HashSet<string> Exits = new(["break", "return", "exit", "exec", "kill", "eend", "die"], StringComparer.Ordinal);

    private static readonly HashSet<string> Comparisons = new(["-ge", "-gt", "-le", "-lt", "-eq", "-ne"], StringComparer.Ordinal);

    private static readonly HashSet<string> NetworkFileSystems = new(["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "ceph", "glusterfs"], StringComparer.Ordinal);

    /// <summary>What a command waits for, and how to limit it; null when it ends by itself.</summary>
    public static (string What, string Limit)? Of(ShellCommand command)
    {
        var words = command.Arguments.Select(a => a.Text).ToArray();
        var operands = words.Where(w => !w.StartsWith("-", StringComparison.Ordinal)).ToArray();
        const string Answer = "waits for an answer without a limit";
        return command.Name switch
        {
            "ping" or "ping6" when !command.Has('c') && !command.Has('w') => ("never ends", "add -c 1 -w 5"),
            "wget" when !command.Has('T') && !Long("--timeout") => (Answer, "add -T 10"),
            "curl" when !command.Has('m') && !Long("--max-time") && !Long("--connect-timeout") && !words.Any(w => w.StartsWith("file:", StringComparison.Ordinal)) => (Answer, "add --max-time 30"),
            "nc" or "ncat" or "netcat" when !command.Has('w') => (Answer, "add -w 5"),
            "ssh" or "scp" or "sftp" when !words.Any(w => w.IndexOf("ConnectTimeout", StringComparison.OrdinalIgnoreCase) >= 0) && !command.Has('V') => (Answer, "add -o ConnectTimeout=10 -o BatchMode=yes"),
            "rsync" when !Long("--timeout") && !Long("--contimeout") && operands.Any(o => o.IndexOf(':') > 0) => (Answer, "add --timeout=30"),
            "mount" when IsNetworkMount(words, operands) => ("waits for a server without a limit", "use the options soft and bg"),
            "dhclient" when !command.Has("-nw") && !command.Has("-r") && !command.Has("-x") => ("waits for a lease", "declare .Network(net => net.DhcpOnAllInterfaces())"),
            "ntpd" when command.Has('q') => ("waits for a server without a limit", "declare .Ntp(...)"),
            "chronyd" when (command.Has('q') || command.Has('Q')) && !command.Has('t') => ("waits for a server without a limit", "add -t 10, or declare .Ntp(...)"),
            "ntpdate" or "rdate" => ("waits for a server", "declare .Ntp(...)"),
            "tail" when command.Has('f') || command.Has('F') || Long("--follow") => ("never ends", "leave -f away"),
            "cat" when operands.Any(o => o.StartsWith("/dev/tty", StringComparison.Ordinal) || o == "/dev/console") => ("waits for what is typed", "leave it out"),
            "udevadm" when operands.FirstOrDefault() == "settle" && !Long("--timeout") && !command.Has('t') => ("waits for two minutes when a device gives no answer", "add --timeout=10"),
            "mdadm" when Long("--wait") || command.Has("-W") => ("waits until a whole array is in order", "leave it out"),
            "sleep" when IsLong(words) => ("sleeps for more than a minute", "make it shorter"),
            _ => null,
        };

        bool Long(string name) => words.Any(w => w == name || w.StartsWith(name + "=", StringComparison.Ordinal));
    }

    /// <summary>Whether the command begins a loop that nothing ends but what it waits for.</summary>
    /// <param name="command">The command.</param>
    /// <param name="code">The text.</param>
    public static bool IsEndless(ShellCommand command, ShellCode code)
    {
        if (command.Block is not { Kind: ShellBlockKind.Loop } loop || loop.Opening != command || command.Words.FirstOrDefault()?.Text is not ("while" or "until") || command.Words.Count < 2) return false;
        var keyword = command.Words[0].Text;
        var functions = new HashSet<string?>(code.Commands.Select(c => c.Function), StringComparer.Ordinal);
        var inside = code.Commands.Where(c => c.Block?.AndOuter().Contains(loop) == true).ToArray();
        var conditions = inside.Where(c => c.Block == loop).TakeWhile(c => c.Words.Count == 0 || c.Words[0].Text != "do").ToArray();
        if (conditions.Skip(1).Any(c => c.PipedFrom is null) || inside.Any(c => Exits.Contains(c.Name) || functions.Contains(c.Name) || c.Arguments.Any(a => Comparisons.Contains(a.Text)))) return false;
        if (keyword == "while" && command.Name is ":" or "true" or "sleep") return true;

        // A condition that waits for something sleeps between two looks; others may count.
        var waits = keyword == "until" || command.Words[1].Text == "!" || (command.Name is "[" or "test" && command.Arguments.FirstOrDefault()?.Text == "!");
        return waits && inside.Any(c => c.Name is "sleep" or "usleep");
    }

    private static bool IsNetworkMount(string[] words, string[] operands)
    {
        var type = Array.IndexOf(words, "-t") is >= 0 and var t && t + 1 < words.Length ? words[t + 1] : "";
        var isOfNetwork = NetworkFileSystems.Contains(type) || (type.Length == 0 && operands.Any(o => o.StartsWith("//", StringComparison.Ordinal) || o.IndexOf(":/", StringComparison.Ordinal) > 0));
        return isOfNetwork && !words.Any(w => w.Split(',').Any(o => o is "soft" or "bg"));
    }

    private static bool IsLong(string[] words)
    {
        var seconds = 0.0;
        foreach (var word in words)
        {
            if (word is "infinity" or "inf") return true;
            var unit = word.Length == 0 ? 0 : word[word.Length - 1] switch { 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 1 };
            if (!double.TryParse(word.TrimEnd('s', 'm', 'h', 'd'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return false;
            seconds += number * unit;
        }

        return seconds > LongSleep;
    }
}
