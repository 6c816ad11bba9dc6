using System;
using System.CommandLine;
using System.IO;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Sandbox;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Commands;

/// <summary>What the command line and VERSIONS say about the builder.</summary>
internal static class BuilderFactory
{
    /// <summary>The builder that the user chose; by default the sandbox on Linux.</summary>
    /// <exception cref="DriverException">There is no such builder (<see cref="ExitCode.Usage"/>), or none for this system (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public static IBuilder Create(ParseResult result, CommandLineOptions options, BuildPlan plan, IProcessRunner processes, IHttpFetcher http)
    {
        var name = result.GetValue(options.Builder);
        switch (name ?? "sandbox")
        {
            case "sandbox" when OperatingSystem.IsLinux():
                return new SandboxBuilder(Options(result, options, plan), processes, http);
            case "host":
                return new HostBuilder(Options(result, options, plan), processes, http);
            case "sandbox":
                throw new DriverException(
                    ExitCode.BuilderUnavailable,
                    "The image cannot be built on this machine",
                    "the sandbox needs Linux",
                    "Build on a Linux machine; 'dotnet run -- scripts' writes the scripts for use there.");
            default:
                throw new DriverException(ExitCode.Usage, $"There is no builder '{name}'", "the builders are sandbox and host", "Pass one of these with --builder.");
        }
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
            ApkKeys = [.. result.GetValue(options.ApkKey) ?? []],
        };
        if (result.GetValue(options.Mirror) is { } mirror) builder = builder with { Mirror = mirror };
        if (result.GetValue(options.Aports) is { } aports) builder = builder with { AportsSource = aports };
        if (result.GetValue(options.WorkDirectory) is { } work) builder = builder with { WorkDirectory = Path.GetFullPath(work) };
        return builder;
    }
}
