using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Bivouac.Rules.Data;

namespace Bivouac.Rules.Overlay;

/// <summary>The conditions of tables about programs: what a call must have for a row to be about it.</summary>
internal static class CommandConditions
{
    private const double LongSleep = 60;

    /// <summary>Options of ssh-keygen that go with making a key; the others do something else.</summary>
    private const string KeyOptions = "tbfCqamwZOv";

    private static readonly HashSet<string> NetworkFileSystems = new(["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "ceph", "glusterfs"], StringComparer.Ordinal);

    /// <summary>Whether a condition holds.</summary>
    /// <param name="command">The call.</param>
    /// <param name="condition">The condition: those that begin with <c>input</c> hold only where the call has nothing to read.</param>
    /// <param name="hasInput">Whether it is given something to read.</param>
    public static bool Holds(ShellCommand command, string condition, bool hasInput)
    {
        var (name, value) = condition.IndexOf(':') is > 0 and var colon ? (condition.Substring(0, colon), condition.Substring(colon + 1)) : (condition, "");
        string[] words = [.. command.Arguments.Select(a => a.Text)];
        string[] operands = [.. words.Where(w => !w.StartsWith("-", StringComparison.Ordinal))];
        return name switch
        {
            "always" => true,
            "option" => CommandTable.Split(value).Any(o => Has(command, o)),
            "verb" => operands.FirstOrDefault() == value,
            "remote" => operands.Any(o => o.IndexOf(':') > 0),
            "network-mount" => IsNetworkMount(words, operands),
            "terminal" => operands.Any(o => o.StartsWith("/dev/tty", StringComparison.Ordinal) || o == "/dev/console"),
            "long-sleep" => IsLong(words),
            _ when hasInput => false,
            "input" => true,
            "input-option" => CommandTable.Split(value).Any(o => Has(command, o)),
            "input-operand" => operands.Length > 0,
            "input-without-options" => operands.Length == words.Length,
            "input-without-arguments" => words.Length == 0,
            "shell" => words.Length == 0 && command.Redirections.Count == 0,

            // 'adduser USER GROUP' only makes a member.
            "new-user" => words.Length != 2 || operands.Length != 2,
            "new-key" => words.Any(IsOption) && words.Where(IsOption).All(o => KeyOptions.IndexOf(o[1]) >= 0),
            "locked-device" => operands.Length is > 0 and < 4 && operands[0] is "open" or "luksOpen" or "luksFormat",
            _ => throw new InvalidOperationException("there is no condition " + condition),
        };
    }

    /// <summary>Whether a call has an option: a letter may stand among others, a long one have a value.</summary>
    /// <param name="command">The call.</param>
    /// <param name="option">The option, or <c>~TEXT</c> for any argument with the text.</param>
    public static bool Has(ShellCommand command, string option) =>
        option[0] == '~' ? command.Arguments.Any(a => a.Text.IndexOf(option.Substring(1), StringComparison.OrdinalIgnoreCase) >= 0)
        : option.Length == 2 ? command.Has(option[1])
        : command.Arguments.Any(a => a.Text == option || a.Text.StartsWith(option + "=", StringComparison.Ordinal));

    private static bool IsOption(string word) => word.Length > 1 && word[0] == '-';

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
