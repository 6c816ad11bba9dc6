using System.CommandLine;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Project;

namespace Bivouac.Mkimage.Commands;

/// <summary>The one image for one architecture that a command is about.</summary>
internal static class OneBuild
{
    /// <summary>The named image and architecture, or the only ones; their definition is not checked.</summary>
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
