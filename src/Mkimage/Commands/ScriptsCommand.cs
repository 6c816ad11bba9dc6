using System;
using System.CommandLine;
using System.Linq;
using Bivouac.Mkimage.Project;
using Bivouac.Mkimage.Staging;

namespace Bivouac.Mkimage.Commands;

/// <summary><c>scripts</c>: writes what mkimage.sh needs, for use by hand.</summary>
internal sealed class ScriptsCommand(DriverServices services, CommandLineOptions options)
{
    public int Run(ParseResult result, ProjectContext project)
    {
        var images = ImageSelection.All(services.Images, result.GetValue(options.Profile));
        DefinitionGate.Pass(services, images, project);
        var folder = options.OutputFolder(result);
        foreach (var image in images) Stager.WriteScripts(image, project, folder);
        services.Reporter.Line(folder);
        foreach (var script in images.SelectMany(i => i.Scripts.Keys).Order(StringComparer.Ordinal)) services.Reporter.Line("  " + script);
        services.Reporter.Line("By hand: copy all of it into ~/.mkimage and into the folder in which you run mkimage.sh.");
        return (int)ExitCode.Success;
    }
}
