using System;
using System.Collections.Generic;
using System.Linq;

namespace Bivouac.Rules.Overlay;

/// <summary>Finds what a command runs that stands in its words: the text of <c>sh -c</c>, <c>su -c</c> and <c>eval</c>, the command of <c>xargs</c>.</summary>
internal static class ShellTexts
{
    private const int MaxDepth = 5;

    private static readonly HashSet<string> Shells = new(["sh", "ash", "bash", "dash", "ksh", "zsh"], StringComparer.Ordinal);

    /// <summary>Options of xargs that take a value.</summary>
    private const string XargsWithValue = "aEILPdns";

    /// <summary>The commands in its words, in the block of their own.</summary>
    /// <param name="command">The command.</param>
    public static IReadOnlyList<ShellCommand> Of(ShellCommand command)
    {
        if (command.Block?.AndOuter().Count(b => b.Kind == ShellBlockKind.Text) >= MaxDepth) return [];
        var words = command.Arguments.ToArray();
        return command.Name switch
        {
            "xargs" => Xargs(command, words),
            "eval" when words.Length > 0 && words.All(w => w.IsLiteral) => new ShellReader(string.Join(" ", words.Select(w => w.Text)), words[0].Index).Read(command),
            "su" or "runuser" => Text(command, words.SkipWhile(w => !IsText(w.Text) && w.Text != "--command").Skip(1).FirstOrDefault()),
            // What stands behind the script is the script's.
            _ when Shells.Contains(command.Name) && words.TakeWhile(w => w.Text.StartsWith("-", StringComparison.Ordinal)).Any(w => IsText(w.Text)) => Text(command, words.FirstOrDefault(w => !w.Text.StartsWith("-", StringComparison.Ordinal))),
            _ => [],
        };
    }

    private static IReadOnlyList<ShellCommand> Text(ShellCommand command, ShellWord? text) => text is { IsLiteral: true } ? new ShellReader(text.Text, text.Index).Read(command) : [];

    /// <summary>What is read becomes arguments, so the command itself has nothing to read.</summary>
    private static IReadOnlyList<ShellCommand> Xargs(ShellCommand command, ShellWord[] words)
    {
        var at = 0;
        while (at < words.Length && words[at].Text.StartsWith("-", StringComparison.Ordinal)) at += words[at].Text is { Length: 2 } option && XargsWithValue.IndexOf(option[1]) >= 0 ? 2 : 1;
        if (at >= words.Length) return [];
        var run = new ShellCommand(words[at].Index, command) { Block = new(ShellBlockKind.Text, null, command) };
        run.Words.AddRange(words.Skip(at));
        return [run, .. Of(run)];
    }

    /// <summary>An option by which a shell takes a text, alone or with others: <c>-c</c>, <c>-lc</c>.</summary>
    private static bool IsText(string word) => word.Length > 1 && word[0] == '-' && word[1] != '-' && word[word.Length - 1] == 'c';
}
