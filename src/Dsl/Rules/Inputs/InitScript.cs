using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Bivouac.Rules.Inputs;

/// <summary>What the <c>depend()</c> of an init script says.</summary>
internal sealed record InitScript
{
    /// <summary>The word that stands for all services in <c>after</c> and <c>before</c>.</summary>
    public const string All = "*";

    private static readonly object Key = new();

    private static readonly string[] Words = ["need", "provide", "use", "want", "after", "before"];

    private static readonly Regex Function = new(@"^[ \t]*(?:function[ \t]+)?depend[ \t]*\([ \t]*\)\s*\{", RegexOptions.CultureInvariant | RegexOptions.Multiline);

    private static readonly Regex Token = new(@"[^\s;]+|;|\n", RegexOptions.CultureInvariant);

    /// <summary>Its statements in their order.</summary>
    public IReadOnlyList<InitStatement> Statements { get; init; } = [];

    /// <summary>What it needs: started first, and it fails with them.</summary>
    public IReadOnlyList<string> Needs => Said("need");

    /// <summary>What it provides besides its name.</summary>
    public IReadOnlyList<string> Provides => Said("provide");

    /// <summary>What starts before it without being needed: <c>after</c>, <c>use</c>, <c>want</c>.</summary>
    public IEnumerable<string> Behind => Said("after").Concat(Said("use")).Concat(Said("want"));

    /// <summary>Whether a path of the running system is that of an init script.</summary>
    public static bool Is(string path) =>
        path.StartsWith("/etc/init.d/", StringComparison.Ordinal) && path.IndexOf('/', 12) < 0 && !path.EndsWith(".sh", StringComparison.Ordinal);

    /// <summary>The name of the init script at a path.</summary>
    public static string NameOf(string path) => path.Substring(path.LastIndexOf('/') + 1);

    /// <summary>Reads a script. Names that are made by the shell when it runs are left out.</summary>
    public static InitScript Of(FileText text) => text.Remember(Key, Read);

    /// <summary>Whether the first line makes OpenRC read the script: its gendepends.sh passes over all others.</summary>
    public static bool HasShebang(string text)
    {
        var line = text.Substring(0, text.IndexOf('\n') is >= 0 and var end ? end : text.Length);
        return line.StartsWith("#!", StringComparison.Ordinal) && line.Substring(2).Trim().Split(' ')[0] is "/sbin/openrc-run" or "/usr/sbin/openrc-run" or "/sbin/runscript";
    }

    /// <summary>What stands under a condition may not hold, so it is left out.</summary>
    private static InitScript Read(string text)
    {
        var said = new List<InitStatement>();
        foreach (var function in Function.Matches(text).Cast<Match>())
        {
            var depth = 0;
            foreach (var line in text.Substring(function.Index + function.Length).Replace("\\\n", " ").Split('\n'))
            {
                var code = Code(line);
                if (depth == 0 && code.TrimStart().StartsWith("}", StringComparison.Ordinal)) break;
                var last = depth == 0 && code.TrimEnd().EndsWith("}", StringComparison.Ordinal) && code.IndexOf('{') < 0;
                if (last) code = code.TrimEnd().TrimEnd('}');
                var words = Token.Matches(code).Cast<Match>().Select(m => m.Value).ToArray();
                var change = words.Count(w => w is "if" or "case" or "for" or "while" or "until" or "{") - words.Count(w => w is "fi" or "esac" or "done" or "}");
                if (depth == 0 && change == 0 && !code.Contains("&&") && !code.Contains("||") && !words.Contains("fi") && !words.Contains("esac") && !words.Contains("done"))
                    foreach (var statement in code.Split(';')) Add(statement, said);
                depth += change;
                if (last || depth < 0) break;
            }
        }

        return new() { Statements = said };
    }

    private static void Add(string statement, List<InitStatement> said)
    {
        var words = statement.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2 || !Words.Contains(words[0])) return;
        said.Add(new(words[0], [.. words.Skip(1).Where(w => Bivouac.Names.IsWord(w) || (w == All && words[0] is "after" or "before"))]));
    }

    private static string Code(string line)
    {
        for (var i = 0; i < line.Length; i++)
            if (line[i] == '#' && (i == 0 || line[i - 1] is ' ' or '\t' or ';')) return line.Substring(0, i);
        return line;
    }

    private IReadOnlyList<string> Said(string word) => [.. Statements.Where(s => s.Word == word).SelectMany(s => s.Names)];
}
