using System.CommandLine;
using System.IO;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Building;

namespace Bivouac.Mkimage.Commands;

/// <summary>What the command line and VERSIONS say about the builder.</summary>
internal static class BuilderFactory
{
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
