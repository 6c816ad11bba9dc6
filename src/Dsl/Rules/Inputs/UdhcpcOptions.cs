using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Bivouac.Rules.Inputs;

/// <summary>What options of busybox's DHCP client make of it when nobody is there.</summary>
internal static class UdhcpcOptions
{
    private const string Never = "it never goes on without a lease, and the boot stands until a server answers";

    /// <summary>Options that take a value.</summary>
    private const string WithValue = "icpsrOxFVtTAhHP";

    /// <summary>What happens, joined; null when nothing bad does.</summary>
    /// <param name="words">The options.</param>
    /// <param name="isWaitedFor">Whether the boot waits for the client.</param>
    /// <param name="isAlone">Whether these are all options; else the scripts of networking add -b and an interface.</param>
    public static string? Effects(IEnumerable<string> words, bool isWaitedFor, bool isAlone)
    {
        var options = Read([.. words]);
        if (options is null) return null;
        var tries = options.LastOrDefault(o => o.Option == 't').Value;
        var effects = new List<string>();
        var quits = options.Any(o => o.Option == 'n');
        if (isWaitedFor && options.Any(o => o.Option == 'f') && isAlone) effects.Add("it stays in the foreground, and the boot stands");
        else if (isWaitedFor && tries == "0") effects.Add(Never);
        else if (isWaitedFor && isAlone && !quits && options.All(o => o.Option != 'b')) effects.Add(Never);
        if (quits) effects.Add("it ends when no server answers at first, and does nothing when a cable comes later");
        if (options.Any(o => o.Option == 'q')) effects.Add("it ends with the first lease, which nothing renews");
        return effects.Count == 0 ? null : string.Join("; ", effects).Replace("; it ", " and it ");
    }

    /// <summary>The number that an option has, the last time that it is given; null when it has none.</summary>
    public static int? Number(IEnumerable<string> words, char option) =>
        Read([.. words])?.LastOrDefault(o => o.Option == option).Value is { } value && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The same options, of a client that goes on in the background and tries for ever.</summary>
    public static string Repaired(string options)
    {
        var words = options.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var repaired = new List<string>();
        var isInBackground = false;
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            if (word.StartsWith("--", StringComparison.Ordinal))
            {
                isInBackground |= Long(word) == 'b';
                if (Long(word) is not ('q' or 'n' or 'f')) repaired.Add(word == "--retries=0" ? "--retries=3" : word);
                if (word == "--retries" && i + 1 < words.Length) repaired.Add(words[++i] == "0" ? "3" : words[i]);
            }
            else if (word.Length < 2 || word[0] != '-')
            {
                repaired.Add(word);
            }
            else
            {
                var at = 1;
                while (at < word.Length && WithValue.IndexOf(word[at]) < 0) at++;
                var flags = word.Substring(1, at - 1);
                isInBackground |= flags.Contains('b');
                var kept = "-" + new string([.. flags.Where(f => f is not ('q' or 'n' or 'f'))]);
                if (at == word.Length)
                {
                    if (kept.Length > 1) repaired.Add(kept);
                    continue;
                }

                var (option, value) = (word[at], word.Substring(at + 1));
                if (value.Length > 0) repaired.Add(kept + option + (option == 't' && value == "0" ? "3" : value));
                else
                {
                    repaired.Add(kept + option);
                    if (i + 1 < words.Length) repaired.Add(words[++i] == "0" && option == 't' ? "3" : words[i]);
                }
            }
        }

        return string.Join(" ", isInBackground ? repaired : ["-b", .. repaired]);
    }

    /// <summary>The options by their letters; null when one is not known as it stands.</summary>
    private static List<(char Option, string Value)>? Read(string[] words)
    {
        var options = new List<(char, string)>();
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            if (word.Contains('$')) return null;
            if (word.Length < 2 || word[0] != '-') continue;
            if (word[1] == '-')
            {
                if (Long(word) is { } known) options.Add((known, word.IndexOf('=') is > 0 and var sign ? word.Substring(sign + 1) : known == 't' && i + 1 < words.Length ? words[++i] : ""));
                continue;
            }

            for (var c = 1; c < word.Length; c++)
            {
                if (WithValue.IndexOf(word[c]) < 0) options.Add((word[c], ""));
                else
                {
                    options.Add((word[c], c + 1 < word.Length ? word.Substring(c + 1) : i + 1 < words.Length ? words[++i] : ""));
                    break;
                }
            }
        }

        return options;
    }

    private static char? Long(string word) => word.Split('=')[0] switch
    {
        "--retries" => 't',
        "--background" => 'b',
        "--now" => 'n',
        "--quit" => 'q',
        "--foreground" => 'f',
        _ => null,
    };
}
