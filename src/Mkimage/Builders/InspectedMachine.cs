using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders;

/// <summary>A machine that is looked at, through a shell on it.</summary>
/// <param name="Name">What it is called at the beginning of a sentence.</param>
/// <param name="Shell">Runs <c>sh -c SCRIPT sh ARGUMENT...</c> there, with HOME of its user and a plain PATH.</param>
/// <param name="ByHand">Turns a command line of that machine into one that the user types here.</param>
/// <param name="Elsewhere">What to do when it is no Alpine.</param>
internal sealed record InspectedMachine(
    string Name,
    Func<string, IReadOnlyList<string>, CancellationToken, Task<ProcessResult>> Shell,
    Func<string, string> ByHand,
    string Elsewhere)
{
    /// <summary>This machine.</summary>
    /// <param name="processes">Starts the shell.</param>
    public static InspectedMachine This(IProcessRunner processes)
    {
        // As a build sees it: nothing of the user's environment but where his configuration is.
        var environment = new Dictionary<string, string>(HostBuilder.CleanEnvironment, StringComparer.Ordinal)
        {
            ["HOME"] = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        };
        return new InspectedMachine(
            "This machine",
            (script, arguments, token) => processes.RunAsync(new ProcessCommand("/bin/sh", ["-c", script, "sh", .. arguments]) { Environment = environment }, token),
            static line => line,
            "Use the sandbox, which needs no Alpine: --builder sandbox.");
    }
}
