using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders.Containers;

/// <summary>
/// The program <c>docker</c> or <c>podman</c>, which take the same arguments here. It runs in the user's own environment:
/// DOCKER_HOST, CONTAINER_HOST and contexts say where its engine is. Ctrl-C is the driver's alone: the program would end in the middle
/// of what it does, and nobody would know whether the engine has done it.
/// </summary>
/// <param name="program">The program's name.</param>
/// <param name="processes">Starts it.</param>
internal sealed class ContainerCli(string program, IProcessRunner processes)
{
    /// <summary>The program's name.</summary>
    public string Program => program;

    /// <summary>Runs it.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="arguments">Its arguments.</param>
    public Task<ProcessResult> RunAsync(CancellationToken cancellationToken, params IReadOnlyList<string> arguments) =>
        processes.RunAsync(Command(arguments), cancellationToken);

    /// <summary>Runs it with something on its standard input.</summary>
    /// <param name="input">Writes that.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="arguments">Its arguments.</param>
    public Task<ProcessResult> FeedAsync(
        Func<Stream, CancellationToken, Task> input,
        CancellationToken cancellationToken,
        params IReadOnlyList<string> arguments) =>
        processes.RunAsync(Command(arguments) with { Input = input }, cancellationToken);

    /// <summary>Runs it and takes its standard output.</summary>
    /// <param name="what">What does not work when it fails.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>The output without white space around it.</returns>
    /// <exception cref="DriverException">It fails (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public async Task<string> RequireAsync(string what, CancellationToken cancellationToken, params IReadOnlyList<string> arguments)
    {
        var result = await RunAsync(cancellationToken, arguments).ConfigureAwait(false);
        return result.Succeeded ? result.Output.Trim() : throw Failed(what, result);
    }

    /// <summary>Whether there is an image, container or volume of a name.</summary>
    /// <param name="kind"><c>image</c>, <c>container</c> or <c>volume</c>.</param>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="DriverException">The engine does not answer (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public async Task<bool> HasAsync(string kind, string name, CancellationToken cancellationToken)
    {
        return await InspectAsync(kind, name, kind == "volume" ? "{{.Name}}" : "{{.Id}}", cancellationToken).ConfigureAwait(false) is not null;
    }

    /// <summary>Looks at an image, container or volume.</summary>
    /// <param name="kind"><c>image</c>, <c>container</c> or <c>volume</c>.</param>
    /// <param name="name">The name.</param>
    /// <param name="format">What to print of it, as a Go template.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns>What was printed, or null when there is none of that name.</returns>
    /// <exception cref="DriverException">The engine does not answer (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public async Task<string?> InspectAsync(string kind, string name, string format, CancellationToken cancellationToken)
    {
        var result = await RunAsync(cancellationToken, kind, "inspect", "--format", format, name).ConfigureAwait(false);
        if (result.Succeeded)
            return result.Output.Trim();

        // Each has words of its own; both print an empty list first.
        var isUnknown = result.Error.Contains("no such", StringComparison.OrdinalIgnoreCase)
            || result.Error.Contains("not known", StringComparison.Ordinal);
        return isUnknown ? null : throw Failed($"The {kind} {name} cannot be looked at", result);
    }

    /// <summary>A command inside of a container that runs.</summary>
    /// <param name="container">The container.</param>
    /// <param name="command">The command inside.</param>
    public ProcessCommand Exec(string container, IReadOnlyList<string> command) =>
        Command(["exec", "-i", container, .. command]);

    private ProcessCommand Command(IReadOnlyList<string> arguments) => new(program, arguments) { IsApartFromTerminal = true };

    /// <summary>What a failure of the program is told as.</summary>
    /// <param name="what">What does not work.</param>
    /// <param name="result">How it ended.</param>
    public DriverException Failed(string what, ProcessResult result) => new(
        ExitCode.BuilderUnavailable,
        what,
        result.Reason(),
        result.Error.Contains("exec format error", StringComparison.OrdinalIgnoreCase)
            ? $"The engine of {program} does not run programs of this architecture: install an emulator there (Debian: sudo apt-get install qemu-user-static binfmt-support), or use a machine of that architecture."
            : $"Look at the engine with: {program} info");
}
