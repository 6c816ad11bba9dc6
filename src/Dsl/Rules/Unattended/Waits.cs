using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Rules.Data;
using Bivouac.Rules.Overlay;

namespace Bivouac.Rules.Unattended;

/// <summary>Knows which commands may wait for ever.</summary>
internal static class Waits
{
    private static readonly Lazy<CommandTable> Table = CommandTable.Lazily("endless.tsv");

    private static readonly HashSet<string> Exits = new(["break", "return", "exit", "exec", "kill", "eend", "die"], StringComparer.Ordinal);

    private static readonly HashSet<string> Comparisons = new(["-ge", "-gt", "-le", "-lt", "-eq", "-ne"], StringComparer.Ordinal);

    /// <summary>What a command waits for, and how to limit it; null when it ends by itself.</summary>
    public static (string What, string Limit)? Of(ShellCommand command) => Table.Value.Find(command, hasInput: false);

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
}
