using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders.Sandbox;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders.Containers;

/// <summary>Finds out whether a container engine is there and fit, and what mends it when it is not.</summary>
/// <param name="cli">The program.</param>
internal sealed class ContainerHost(ContainerCli cli)
{
    private readonly bool isPodman = cli.Program == "podman";

    /// <summary>Looks at the engine; changes nothing.</summary>
    /// <param name="arch">Alpine's name of the architecture that it shall run programs of.</param>
    /// <param name="facts">Takes what is there.</param>
    /// <param name="problems">Takes what is missing.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    /// <returns>What the engine says of itself, or null when it does not answer.</returns>
    public async Task<ContainerEngine?> InspectAsync(
        string arch,
        ICollection<string> facts,
        ICollection<BuilderProblem> problems,
        CancellationToken cancellationToken)
    {
        if (await AskAsync(problems, cancellationToken).ConfigureAwait(false) is not { } said)
            return null;
        var engine = said with { IsLocal = await IsLocalAsync(cancellationToken).ConfigureAwait(false) };
        if (engine is { IsLocal: true, FreeBytes: null } && Directory.Exists(engine.Root))
            engine = engine with { FreeBytes = new DriveInfo(engine.Root).AvailableFreeSpace };
        facts.Add($"{cli.Program} {engine.Version} answers{(engine.IsRootless ? ", without root" : "")}{(engine.IsLocal ? "" : ", on another machine")}");
        InspectArch(arch, engine, facts, problems);
        InspectSpace(engine, problems);
        return engine;
    }

    /// <summary>Whether a program is there at all.</summary>
    /// <param name="program"><c>docker</c> or <c>podman</c>.</param>
    /// <param name="processes">Starts it.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    public static async Task<bool> IsInstalledAsync(string program, IProcessRunner processes, CancellationToken cancellationToken)
    {
        try
        {
            await processes.RunAsync(new ProcessCommand(program, ["--version"]), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (DriverException)
        {
            return false;
        }
    }

    /// <summary>Asks the engine what it is.</summary>
    /// <param name="problems">Takes why it does not answer.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns>Its answer, or null; where its machine is, is not asked.</returns>
    public async Task<ContainerEngine?> AskAsync(ICollection<BuilderProblem> problems, CancellationToken cancellationToken)
    {
        ProcessResult result;
        try
        {
            result = await cli.RunAsync(cancellationToken, "info", "--format", "{{json .}}").ConfigureAwait(false);
        }
        catch (DriverException e)
        {
            problems.Add(new BuilderProblem($"There is no {cli.Program} on this machine", e.Why, InstallIt()));
            return null;
        }

        if (result.Succeeded && Parse(result.Output) is { } said)
            return said;
        problems.Add(EngineProblems.Of(cli.Program, result));
        return null;
    }

    private void InspectArch(string arch, ContainerEngine engine, ICollection<string> facts, ICollection<BuilderProblem> problems)
    {
        if (Own(engine.Machine).Contains(arch))
            return;

        // Another machine's emulators cannot be seen from here; Docker Desktop brings some. The first container tells.
        if (!engine.IsLocal || !OperatingSystem.IsLinux() || SandboxArch.HasEmulator(arch))
        {
            facts.Add($"programs of {arch} are emulated there ({engine.Machine}), which takes many times as long");
            return;
        }

        problems.Add(new BuilderProblem(
            $"{cli.Program} cannot run programs of {arch} here",
            $"its machine is {engine.Machine}, and no emulator for {arch} is registered in /proc/sys/fs/binfmt_misc",
            SystemPackages.Install("qemu-user-static binfmt-support", "qemu-user-static", "qemu-" + arch) + " (or use a machine of that architecture)"));
    }

    private void InspectSpace(ContainerEngine engine, ICollection<BuilderProblem> problems)
    {
        if (engine.FreeBytes is not { } free || free >= WorkDirectory.LeastFree)
            return;
        problems.Add(new BuilderProblem(
            $"{cli.Program} has too little space for a build",
            string.Create(CultureInfo.InvariantCulture, $"only {free >> 20} MiB are free in {engine.Root}, a build needs at least {WorkDirectory.LeastFree >> 20}"),
            $"Run: {cli.Program} system prune"));
    }

    private string InstallIt() =>
        OperatingSystem.IsLinux()
            ? isPodman ? SystemPackages.Install("podman uidmap", "podman", "podman") : SystemPackages.Install("docker.io", "moby-engine", "docker")
            : OperatingSystem.IsMacOS() ? (isPodman ? "Run: brew install podman && podman machine init --now" : "Run: brew install --cask docker")
            : isPodman ? "Run: winget install RedHat.Podman" : "Run: winget install Docker.DockerDesktop";

    /// <summary>An engine elsewhere is told by the environment, by a context or by a connection.</summary>
    private async Task<bool> IsLocalAsync(CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
            return false;
        if (isPodman)
            return (Environment.GetEnvironmentVariable("CONTAINER_HOST") ?? "") is "" or ['u', 'n', 'i', 'x', ':', ..];
        var endpoint = await cli.RunAsync(cancellationToken, "context", "inspect", "--format", "{{.Endpoints.docker.Host}}").ConfigureAwait(false);
        return !endpoint.Succeeded || endpoint.Output.Trim() is "" or ['u', 'n', 'i', 'x', ':', ..];
    }

    /// <summary>podman and docker say the same in different words; the program <c>docker</c> may be podman's.</summary>
    private static ContainerEngine? Parse(string output)
    {
        try
        {
            using var document = JsonDocument.Parse(output);
            var root = document.RootElement;
            if (root.TryGetProperty("host", out var host) && root.TryGetProperty("store", out var store))
            {
                long? free = store.TryGetProperty("graphRootAllocated", out var all) && store.TryGetProperty("graphRootUsed", out var used)
                    && all.GetInt64() > 0
                    ? all.GetInt64() - used.GetInt64()
                    : null;
                return new ContainerEngine(
                    Text(root, "version", "Version") is { Length: > 0 } version ? version : "(version unknown)",
                    host.TryGetProperty("security", out var security) && security.TryGetProperty("rootless", out var rootless) && rootless.GetBoolean(),
                    Text(host, "arch"),
                    Text(store, "graphRoot"),
                    IsLocal: true,
                    free);
            }

            // Without an answer docker prints what it knows of itself.
            if (Text(root, "ServerVersion") is not { Length: > 0 } server)
                return null;
            var isRootless = root.TryGetProperty("SecurityOptions", out var options)
                && options.ValueKind == JsonValueKind.Array
                && options.EnumerateArray().Any(static o => o.GetString()?.Contains("rootless", StringComparison.Ordinal) == true);
            return new ContainerEngine(server, isRootless, Text(root, "Architecture"), Text(root, "DockerRootDir"), IsLocal: true, FreeBytes: null);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Text(JsonElement element, params string[] path)
    {
        foreach (var name in path)
        {
            if (!element.TryGetProperty(name, out element))
                return "";
        }

        return element.GetString() ?? "";
    }

    private static string[] Own(string machine) => machine switch
    {
        "amd64" or "x86_64" => ["x86_64", "x86"],
        "386" or "i386" or "i686" => ["x86"],
        "arm64" or "aarch64" => ["aarch64"],
        "arm" or "armv7l" => ["armv7", "armhf"],
        "armv6l" => ["armhf"],
        "loong64" or "loongarch64" => ["loongarch64"],
        _ => [machine],
    };
}
