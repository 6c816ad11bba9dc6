using System;
using System.Collections.Generic;
using System.Linq;

namespace Bivouac.Rules.Unattended;

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
        var tries = options.FirstOrDefault(o => o.Option == 't').Value;
        var effects = new List<string>();
        var quits = options.Any(o => o.Option == 'n');
        if (isWaitedFor && options.Any(o => o.Option == 'f') && isAlone) effects.Add("it stays in the foreground, and the boot stands");
        else if (isWaitedFor && tries == "0") effects.Add(Never);
        else if (isWaitedFor && isAlone && !quits && options.All(o => o.Option != 'b')) effects.Add(Never);
        if (quits) effects.Add("it ends when no server answers at first, and does nothing when a cable comes later");
        if (options.Any(o => o.Option == 'q')) effects.Add("it ends with the first lease, which nothing renews");
        return effects.Count == 0 ? null : string.Join("; ", effects).Replace("; it ", " and it ");
    }

    /// <summary>The same options, of a client that goes on in the background and tries for ever.</summary>
    public static string Repaired(string options)
    {
        var words = options.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).ToList();
        words.RemoveAll(w => w is "-q" or "-n" or "-f");
        for (var i = 0; i + 1 < words.Count; i++)
            if (words[i] == "-t" && words[i + 1] == "0") words[i + 1] = "3";
        if (!words.Contains("-b")) words.Insert(0, "-b");
        return string.Join(" ", words);
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
