using System.Collections.Generic;
using System.Linq;
using Bivouac.Rules.Inputs;
using Bivouac.Rules.Overlay;

namespace Bivouac.Rules.Unattended;

/// <summary>BIV0802: the boot waits for a command that may never end (contract U9).</summary>
internal sealed class UnboundedWaitRule() : ModelRule(
    "BIV0802",
    "Wait without a limit",
    "{0} runs '{1}', which {2}, and what starts later waits for it; {3}",
    UnattendedCategory.Name,
    Severity.Warning)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var text in context.BootTexts.Where(t => t.IsWaitedFor))
        {
            foreach (var command in text.Calls.Where(text.WaitedFor.Contains))
            {
                if (Describe(text, command) is not { } finding) continue;
                yield return finding;
                break;
            }
        }
    }

    private Finding? Describe(BootText text, ShellCommand command)
    {
        if (Waits.IsEndless(command, text.Code))
            return At(text.Element, text.Where(command), command.Words[0].Text + " " + command.Words[1].Text + (command.Words.Count > 2 ? " ..." : ""), "goes on until what it waits for is there", "count the rounds, or put it into the background with '&'");
        return Waits.Of(command) is var (what, limit)
            ? At(text.Element, text.Where(command), command.Name, what, limit + ", put 'timeout 30' before it, or let it run in the background with '&'")
            : null;
    }
}
