using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Doctor;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Project;
using Bivouac.Mkimage.Reporting;

namespace Bivouac.Mkimage.Commands;

/// <summary><c>doctor</c>: looks at everything that a build needs on its builder.</summary>
internal sealed class DoctorCommand(DriverServices services, CommandLineOptions options)
{
    public async Task<int> RunAsync(ParseResult result, ProjectContext project, CancellationToken cancellationToken)
    {
        var problems = 0;
        using var http = new HttpFetcher();
        foreach (var image in ImageSelection.All(services.Images, result.GetValue(options.Profile)))
        {
            foreach (var arch in ImageSelection.Arches(image, result.GetValue(options.Arch)))
            {
                var plan = BuildPlan.Make(image, project, arch, tag: null, options.OutputFolder(result));
                var choice = await BuilderFactory.ChooseAsync(result, options, services.Processes, cancellationToken).ConfigureAwait(false);
                var builder = BuilderFactory.Create(choice, result, options, plan, services.Processes, http);
                var diagnosis = await BuildDoctor.For(builder, BuilderFactory.Options(result, options, plan), project.Directory, plan.OutputFolder, services.Processes, http, services.Clock).LookAsync(cancellationToken).ConfigureAwait(false);
                new DoctorView(services.Reporter).Show($"{image.Model.Name} for {arch} with the builder {choice}", diagnosis);
                problems += diagnosis.Problems.Count;
            }
        }

        services.Reporter.Line(problems == 0 ? "All that a build needs is there." : Counted.Of(problems, "problem") + "; each says what mends it.");
        return (int)(problems == 0 ? ExitCode.Success : ExitCode.BuilderUnavailable);
    }
}
