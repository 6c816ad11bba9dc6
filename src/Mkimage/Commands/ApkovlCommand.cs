using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Project;
using Bivouac.Mkimage.Staging;
using Bivouac.Model;

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
            if (image.Model.Overlay.OfType<OverlayStepOutput>().FirstOrDefault() is { } made)
            {
                throw new DriverException(
                    ExitCode.Usage,
                    $"The overlay of '{image.Model.Name}' cannot be made alone",
                    $"the build step '{made.Step}' runs in a builder",
                    "Build the image with 'dotnet run'.");
            }

            var arch = ImageSelection.Arches(image, result.GetValue(options.Arch)).FirstOrDefault() ?? "";
            var plan = BuildPlan.Make(image, project, arch, null, output);
            var folder = Path.Combine(output, "stage", image.Model.Name);
            using var held = await BuildLock.TakeAsync(plan, folder, services.Reporter.Line, cancellationToken).ConfigureAwait(false);
            using var http = new HttpFetcher();
            try
            {
                var brought = await new DownloadStage(services, options, result, project).Of(plan, http).ProvideAsync(image.Model, plan.DownloadsFolder, cancellationToken).ConfigureAwait(false);
                var stage = Stager.Make(image, project, folder, [], arch, brought);
                var archive = await new LocalOverlay(services.Processes).MakeAsync(stage, output, sourceDate.Time, cancellationToken).ConfigureAwait(false);
                services.Reporter.Line($"{archive} ({Reporting.Sizes.Of(new FileInfo(archive).Length)}, content {stage.ContentSha256[..12]})");
            }
            finally
            {
                if (Directory.Exists(plan.DownloadsFolder)) Directory.Delete(plan.DownloadsFolder, recursive: true);
            }
        }

        return (int)ExitCode.Success;
    }
}
