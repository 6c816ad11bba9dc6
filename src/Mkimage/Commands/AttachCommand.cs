using System.CommandLine;
using System.IO;
using System.Threading.Tasks;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Events;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Project;
using Bivouac.Mkimage.Reporting.Presentation;
using Bivouac.Mkimage.Staging;

namespace Bivouac.Mkimage.Commands;

/// <summary>
/// <c>attach</c>: follows a build that was started before, from whatever terminal or machine, from where it stands to the verified
/// image.
/// </summary>
internal sealed class AttachCommand(DriverServices services, CommandLineOptions options)
{
    public async Task<int> RunAsync(ParseResult result, ProjectContext project)
    {
        if (result.GetValue(options.Stop)) return await new StopCommand(services, options).RunAsync(result, project).ConfigureAwait(false);
        var plan = OneBuild.Of(services, options, result, project);
        var folder = Path.Combine(plan.OutputFolder, "stage", $"{plan.Image.Model.Name}-{System.Guid.NewGuid():N}.attached");
        try
        {
            await FollowAsync(result, project, plan, folder).ConfigureAwait(false);
            return (int)ExitCode.Success;
        }
        finally
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }

    private async Task FollowAsync(ParseResult result, ProjectContext project, BuildPlan plan, string folder)
    {
        using var presentation = BuildPresentation.Create(services.Reporter, options.StyleOf(result), services.Clock);
        var shown = new ShownBuild(presentation, services.Clock);
        await shown.RunAsync(plan, async events =>
        {
            await using var chosen = await ChosenBuilder.OfAsync(services, options, result, plan).ConfigureAwait(false);
            using var http = new HttpFetcher();
            Stage? made = null;
            var runner = new MkimageRunner(chosen.Builder, events, services.Clock);
            var followed = await runner.AttachAsync(plan, StageAsync, result.GetValue(options.Run), services.Interrupts).ConfigureAwait(false);
            using var held = await BuildLock.TakeAsync(plan, chosen.Builder, events, services.Interrupts.Detach).ConfigureAwait(false);
            var built = await runner.CollectAsync(plan, followed, services.Interrupts).ConfigureAwait(false);
            events.Begin(BuildStage.Verify, "Verifying the image");
            var verified = await VerifiedBuild.VerifyAsync(plan, made!, built).ConfigureAwait(false);
            events.End();
            shown.End(plan, chosen.Choice.ToString(), verified);

            // Last of all: after a report that could not be written, the next build makes it again.
            new InputNotes(plan, events).Verified(verified);

            async Task<Stage> StageAsync() => made = await new DownloadStage(services, options, result, project).StageAsync(plan, http, events, folder).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }
}
