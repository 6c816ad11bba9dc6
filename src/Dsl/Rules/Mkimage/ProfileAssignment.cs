using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Inputs;
using Bivouac.Rules.Overlay;

namespace Bivouac.Rules.Mkimage;

/// <summary>What raw shell at the end of the profile sets a variable to.</summary>
/// <param name="Index">The raw shell text.</param>
/// <param name="Value">The value; null when it is only known when the script runs.</param>
internal sealed record ProfileAssignment(int Index, string? Value)
{
    private static readonly HashSet<string> Branching = new(
        ["if", "then", "else", "elif", "fi", "case", "esac", "for", "while", "until", "do", "done", "{", "}", "return", "exit", "eval", "."], StringComparer.Ordinal);

    /// <summary>The last assignment of each variable.</summary>
    public static IReadOnlyDictionary<string, ProfileAssignment> Of(LiveCdModel model)
    {
        var last = new Dictionary<string, ProfileAssignment>(StringComparer.Ordinal);
        for (var i = 0; i < model.RawShell.Count; i++)
        {
            if (model.RawShell[i].Script != RawShellTarget.Profile) continue;
            var code = ShellCode.Of(new FileText(model.RawShell[i].Text));
            var certain = IsStraight(code);
            foreach (var command in code.Commands)
                foreach (var (name, value) in command.Assignments)
                {
                    // What stands before a command is set for that command alone.
                    if (command.Name.Length > 0 && command.Name is not ("export" or "readonly")) continue;
                    var known = certain && value.IsLiteral && !(last.TryGetValue(name, out var before) && before.Value is null);
                    last[name] = new(i, known ? value.Text : null);
                }
        }

        return last;
    }

    /// <summary>Whether each command is surely run, one after the other.</summary>
    private static bool IsStraight(ShellCode code) =>
        code.WithoutComments.IndexOfAny(['(', ')', '`', '&', '|']) < 0 && !code.Commands.Any(c => c.Words.Count > 0 && Branching.Contains(c.Words[0].Text));
}
