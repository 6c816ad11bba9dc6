using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Project;

namespace Bivouac.Mkimage.Commands;

/// <summary>The image for an architecture that a command is about; their definitions are not checked.</summary>
internal static class OneBuild
{
    /// <summary>Every named image (all when none is named) for every architecture, or the one that is named.</summary>
    /// <exception cref="DriverException">There is none (<see cref="ExitCode.Usage"/>).</exception>
    public static IReadOnlyList<BuildPlan> All(DriverServices services, CommandLineOptions options, ParseResult result, ProjectContext project)
    {
        var plans = ImageSelection.All(services.Images, result.GetValue(options.Profile))
            .SelectMany(i => ImageSelection.Arches(i, result.GetValue(options.Arch)).Select(a => BuildPlan.Make(i, project, a, result.GetValue(options.Tag), options.OutputFolder(result))))
            .ToArray();
        return plans.Length > 0
            ? plans
            : throw new DriverException(ExitCode.Usage, "It is not known which image is meant", "the project defines no image with an architecture", "Add a class with [LiveCd].");
    }

    /// <summary>The named image and architecture, or the only ones.</summary>
    /// <exception cref="DriverException">It is not clear which are meant (<see cref="ExitCode.Usage"/>).</exception>
    public static BuildPlan Of(DriverServices services, CommandLineOptions options, ParseResult result, ProjectContext project)
    {
        var images = ImageSelection.Named(services.Images, result.GetValue(options.Profile));
        if (images.Count > 1)
            throw new DriverException(ExitCode.Usage, "It is not clear which image is meant", "several are named", "Pass one --profile.");
        var arches = ImageSelection.Arches(images[0], result.GetValue(options.Arch));
        if (arches.Count != 1)
        {
            throw new DriverException(
                ExitCode.Usage,
                "It is not clear which architecture is meant",
                $"image '{images[0].Model.Name}' declares {(arches.Count == 0 ? "none" : string.Join(", ", arches))}",
                arches.Count == 0 ? "Declare one with .Arch(...)." : $"Pass --arch {arches[0]} (or another).");
        }

        return BuildPlan.Make(images[0], project, arches[0], result.GetValue(options.Tag), options.OutputFolder(result));
    }
}
