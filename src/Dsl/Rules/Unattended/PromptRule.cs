using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Rules.Data;
using Bivouac.Rules.Inputs;
using Bivouac.Rules.Overlay;

namespace Bivouac.Rules.Unattended;

/// <summary>BIV0801: something that runs at boot asks (contract U2).</summary>
internal sealed class PromptRule() : ModelRule(
    "BIV0801",
    "Prompt at boot",
    "{0} runs '{1}', which {2}, and at boot nobody is there to answer; {3}",
    UnattendedCategory.Name,
    Severity.Warning)
{
    private static readonly Lazy<CommandTable> Table = CommandTable.Lazily("prompts.tsv");

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var text in context.BootTexts)
        {
            // 'exec < file' gives all that follows something else to read.
            var isRedirected = text.Commands.Any(c => c.Words.Count == 1 && c.Words[0].Text == "exec" && c.Input is not null);
            foreach (var command in text.Calls)
            {
                if (Table.Value.Find(command, isRedirected || command.HasInput || IsFed(text, command)) is not var (what, advice)) continue;
                yield return At(text.Element, text.Where(command), command.Name, what, advice);
                break;
            }
        }
    }

    /// <summary>Whether a call of the function that the command stands in gives it something to read.</summary>
    private static bool IsFed(BootText text, ShellCommand command)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<ShellCommand>([command]);
        while (open.Count > 0)
        {
            if (open.Pop().Function is not { } function || !seen.Add(function)) continue;
            foreach (var call in text.Commands.Where(c => c.Name == function))
            {
                if (call.HasInput) return true;
                open.Push(call);
            }
        }

        return false;
    }
}
