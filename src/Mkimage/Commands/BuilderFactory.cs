using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Containers;
using Bivouac.Mkimage.Builders.Sandbox;
using Bivouac.Mkimage.Builders.Ssh;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Commands;

/// <summary>What the command line and VERSIONS say about the builder.</summary>
internal static class BuilderFactory
{
    /// <summary>The programs that run containers, in the order in which they are tried.</summary>
    public static IReadOnlyList<string> ContainerPrograms { get; } = ["docker", "podman"];

    /// <summary>The builder that the user named, or that this machine suggests.</summary>
    /// <exception cref="DriverException">There is none for this machine (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public static Task<BuilderChoice> ChooseAsync(ParseResult result, CommandLineOptions options, IProcessRunner processes, CancellationToken cancellationToken) =>
        BuilderChoice.OfAsync(result.GetValue(options.Builder), new ThisMachine(processes), cancellationToken);

    /// <summary>The builder.</summary>
    /// <exception cref="DriverException">There is no such builder (<see cref="ExitCode.Usage"/>).</exception>
    public static IBuilder Create(BuilderChoice choice, ParseResult result, CommandLineOptions options, BuildPlan plan, IProcessRunner processes, IHttpFetcher http)
    {
        switch (choice.Name)
        {
            case "sandbox":
                return new SandboxBuilder(Options(result, options, plan), processes, http);
            case "host":
                return new HostBuilder(Options(result, options, plan), processes, http);
            case "docker" or "podman":
                return new ContainerBuilder(choice.Name, Options(result, options, plan), processes, http);
            case var url when url.StartsWith(SshTarget.Scheme, StringComparison.OrdinalIgnoreCase):
                return new SshBuilder(Options(result, options, plan), Target(url, result, options), processes, http, TimeProvider.System);
            default:
                throw new DriverException(ExitCode.Usage, $"There is no builder '{choice.Name}'", "the builders are auto, sandbox, host, docker, podman and ssh://[user@]host[:port][/dir]", "Pass one of these with --builder.");
        }
    }

    /// <summary>The machine of a URL. Its work directory is in the URL, or where <c>--workdir</c> says.</summary>
    private static SshTarget Target(string url, ParseResult result, CommandLineOptions options)
    {
        var target = SshTarget.Parse(url);
        if (result.GetValue(options.WorkDirectory) is not { } work) return target;
        return target.Directory is null
            ? target.In(work)
            : throw new DriverException(ExitCode.Usage, $"'{url}' names a work directory, and --workdir another", "there can be one only", "Leave one of them out.");
    }

    /// <summary>The options of a builder for a build.</summary>
    public static BuilderOptions Options(ParseResult result, CommandLineOptions options, BuildPlan plan)
    {
        var builder = new BuilderOptions
        {
            Arch = plan.Arch,
            Release = plan.Pins.Release,
            Branch = plan.Pins.Branch,
            MinirootfsSha256 = plan.Pins.MinirootfsSha256,
            AportsRef = plan.Pins.AportsRef,
            AportsSha256 = plan.Pins.AportsSha256,
            Packages = plan.Image.Model.InitramfsCompression switch
            {
                InitramfsCompression.Xz => ["xz"],
                InitramfsCompression.Lz4 => ["lz4"],
                _ => [],
            },
            ApkKeys = [.. result.GetValue(options.ApkKey) ?? []],
        };
        if (result.GetValue(options.Mirror) is { } mirror) builder = builder with { Mirror = mirror };
        if (result.GetValue(options.Aports) is { } aports) builder = builder with { AportsSource = aports };
        if (result.GetValue(options.WorkDirectory) is { } work) builder = builder with { WorkDirectory = Path.GetFullPath(work) };
        return builder;
    }
}
