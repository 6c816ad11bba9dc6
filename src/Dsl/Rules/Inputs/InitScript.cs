using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Bivouac.Rules.Inputs;

/// <summary>What the <c>depend()</c> of an init script says.</summary>
/// <param name="Needs">What it needs.</param>
/// <param name="Provides">What it provides besides its name.</param>
internal sealed record InitScript(IReadOnlyList<string> Needs, IReadOnlyList<string> Provides)
{
    private static readonly object Key = new();

    private static readonly Regex Function = new(@"^[ \t]*(?:function[ \t]+)?depend[ \t]*\([ \t]*\)\s*\{(?<body>.*?)^[ \t]*\}", RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.Multiline);

    private static readonly Regex Statement = new(@"(?:^|[;{]|&&|\|\|)[ \t]*(?<verb>need|provide)[ \t]+(?<names>[^;#\n}]*)", RegexOptions.CultureInvariant | RegexOptions.Multiline);

    /// <summary>Whether a path of the running system is that of an init script.</summary>
    public static bool Is(string path) =>
        path.StartsWith("/etc/init.d/", StringComparison.Ordinal) && path.IndexOf('/', 12) < 0 && !path.EndsWith(".sh", StringComparison.Ordinal);

    /// <summary>The name of the init script at a path.</summary>
    public static string NameOf(string path) => path.Substring(path.LastIndexOf('/') + 1);

    /// <summary>Reads a script. Names that are made by the shell when it runs are left out.</summary>
    public static InitScript Of(FileText text) => text.Remember(Key, Read);

    private static InitScript Read(string text)
    {
        var body = string.Concat(Function.Matches(text).Cast<Match>().Select(m => m.Groups["body"].Value + "\n"));
        var statements = Statement.Matches(body).Cast<Match>().ToArray();
        return new(Names("need"), Names("provide"));

        string[] Names(string verb) => statements.Where(s => s.Groups["verb"].Value == verb)
            .SelectMany(s => s.Groups["names"].Value.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries))
            .Where(n => Bivouac.Names.IsWord(n)).Distinct(StringComparer.Ordinal).ToArray();
    }
}
