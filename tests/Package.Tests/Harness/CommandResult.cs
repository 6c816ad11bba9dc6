using Shouldly;

namespace Bivouac.Package.Tests.Harness;

/// <summary>What a process said and returned.</summary>
/// <param name="Command">Its command line, for messages.</param>
/// <param name="ExitCode">What it returned.</param>
/// <param name="Output">Its standard output and standard error, in the order in which they came.</param>
public sealed record CommandResult(string Command, int ExitCode, string Output)
{
    /// <summary>The same, when the process returned the code; its output is the message otherwise.</summary>
    public CommandResult ShouldExitWith(int exitCode)
    {
        ExitCode.ShouldBe(exitCode, $"{Command}\n{Output}");
        return this;
    }

    /// <summary>The same, when no compiler or build step warned.</summary>
    public CommandResult ShouldNotWarn()
    {
        Output.ShouldNotContain("warning", Case.Insensitive, $"{Command}\n{Output}");
        return this;
    }
}
