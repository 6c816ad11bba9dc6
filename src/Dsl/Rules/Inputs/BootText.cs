using System.Collections.Generic;
using Bivouac.Rules.Overlay;

namespace Bivouac.Rules.Inputs;

/// <summary>Something that runs while the system starts: a shell text, or a program that a service of the definition runs.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text; of a program its words.</param>
/// <param name="Code">All of its commands.</param>
/// <param name="Commands">The commands that run at boot: not those of functions that only people call.</param>
/// <param name="Calls">Those of them that run a program of the system: neither functions of the text nor programs of the overlay.</param>
/// <param name="IsWaitedFor">Whether the boot waits for its end, with no limit of time.</param>
/// <param name="WaitedFor">Then those of the commands whose end is waited for: not in the background, and with no limit of time.</param>
internal sealed record BootText(BootTextKind Kind, DeclaredText Text, ShellCode Code, IReadOnlyList<ShellCommand> Commands, IReadOnlyList<ShellCommand> Calls, bool IsWaitedFor, ISet<ShellCommand> WaitedFor)
{
    /// <summary>The element that a finding about it stands on.</summary>
    public string Element => Text.Element;

    /// <summary>What to call the place of a command in a message.</summary>
    public string Where(ShellCommand command) => Text.Where(command.Index);
}
