using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders.Containers;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Tests.Builders.Containers;

/// <summary>A double of the programs docker and podman: notes what they are called with and answers as it was told.</summary>
internal sealed class EngineDouble : IProcessRunner
{
    public static readonly string Docker = """
        {"ServerVersion":"28.0.1","OSType":"linux","Architecture":"x86_64","DockerRootDir":"/no/such/folder","SecurityOptions":["name=seccomp"]}
        """;

    public static readonly string Podman = """
        {"host":{"arch":"amd64","security":{"rootless":true}},"store":{"graphRoot":"/x","graphRootAllocated":9000000000,"graphRootUsed":4000000000},"version":{"Version":"5.4.0"}}
        """;

    /// <summary>Whether the program is there.</summary>
    public bool IsInstalled { get; init; } = true;

    /// <summary>How it answers, by the beginning of its arguments; all else succeeds and says nothing.</summary>
    public Dictionary<string, ProcessResult> Answers { get; init; } = [];

    /// <summary>The command lines.</summary>
    public List<string> Calls { get; } = [];

    public async Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellationToken = default)
    {
        if (!IsInstalled)
            throw new DriverException(ExitCode.BuilderUnavailable, $"'{command.Program}' cannot be run", "No such file or directory", "Install it.");
        var line = string.Join(' ', command.Arguments);
        Calls.Add(command.Program + " " + line);
        var answer = Answers.FirstOrDefault(a => line.StartsWith(a.Key, StringComparison.Ordinal)).Value;
        if (answer is null && command is { OnLine: { } told, Input: { } input })
        {
            // What holds a container: it says so, and ends with its input.
            told(ContainerScripts.Filled);
            await input(Stream.Null, cancellationToken);
        }

        return answer ?? new ProcessResult(0, "", "");
    }

    public Task StartDetachedAsync(ProcessCommand command, string logFile, CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException();

    public Task SignalGroupAsync(int processGroup, GroupSignal signal, CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException();
}
