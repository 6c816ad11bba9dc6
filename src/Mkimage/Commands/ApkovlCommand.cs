using System.CommandLine;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Project;
using Bivouac.Mkimage.Staging;

namespace Bivouac.Mkimage.Commands;

/// <summary><c>apkovl</c>: makes the overlay archive alone.</summary>
internal sealed class ApkovlCommand(DriverServices services, CommandLineOptions options)
{
    public async Task<int> RunAsync(ParseResult result, ProjectContext project, CancellationToken cancellationToken)
    {
        var images = ImageSelection.All(services.Images, result.GetValue(options.Profile));
        DefinitionGate.Pass(services, images, project);
        var sourceDate = SourceDate.Read(services.Clock);
        foreach (var image in images)
        {
            var output = options.OutputFolder(result);
            var stage = Stager.Make(image, project, Path.Combine(output, "stage", image.Model.Name), []);
            var archive = await new LocalOverlay(services.Processes).MakeAsync(stage, output, sourceDate.Time, cancellationToken).ConfigureAwait(false);
            services.Reporter.Line($"{archive} ({Reporting.Sizes.Of(new FileInfo(archive).Length)}, content {stage.ContentSha256[..12]})");
        }

        return (int)ExitCode.Success;
    }
}
