using System.CommandLine;
using System.Linq;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Project;
using Bivouac.Mkimage.Reporting;
using Bivouac.Mkimage.Staging;

namespace Bivouac.Mkimage.Commands;

/// <summary><c>plan</c>: says what a build would do, without a builder and without writing anything.</summary>
internal sealed class PlanCommand(DriverServices services, CommandLineOptions options)
{
    public int Run(ParseResult result, ProjectContext project)
    {
        var images = ImageSelection.All(services.Images, result.GetValue(options.Profile));
        DefinitionGate.Pass(services, images, project, aside: result.GetValue(options.Json));
        var plans = images.SelectMany(image => ImageSelection.Arches(image, result.GetValue(options.Arch)).Select(arch =>
        {
            var plan = BuildPlan.Make(image, project, arch, result.GetValue(options.Tag), options.OutputFolder(result));
            return PlanDocument.Of(plan, OverlaySources.Find(image.Model, project), project, BuilderFactory.Options(result, options, plan));
        })).ToArray();
        if (result.GetValue(options.Json)) services.Reporter.Line(PlanJson.Write(plans));
        else foreach (var plan in plans) new PlanView(services.Reporter).Show(plan);
        return (int)ExitCode.Success;
    }
}
