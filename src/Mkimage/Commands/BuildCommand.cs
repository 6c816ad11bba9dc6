using System;
using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Project;
using Bivouac.Mkimage.Reporting;
using Bivouac.Mkimage.Staging;

namespace Bivouac.Mkimage.Commands;

/// <summary><c>build</c>: makes an image and verifies it.</summary>
internal sealed class BuildCommand(DriverServices services, CommandLineOptions options)
{
    public async Task<int> RunAsync(ParseResult result, ProjectContext project, CancellationToken cancellationToken)
    {
        var images = ImageSelection.Named(services.Images, result.GetValue(options.Profile));
        DefinitionGate.Pass(services, images, project);
        foreach (var image in images)
        {
            foreach (var arch in ImageSelection.Arches(image, result.GetValue(options.Arch)))
            {
                var plan = BuildPlan.Make(image, project, arch, result.GetValue(options.Tag), options.OutputFolder(result));
                await BuildAsync(result, project, plan, cancellationToken).ConfigureAwait(false);
            }
        }

        return (int)ExitCode.Success;
    }

    private async Task BuildAsync(ParseResult result, ProjectContext project, BuildPlan plan, CancellationToken cancellationToken)
    {
        var reporter = services.Reporter;
        var sourceDate = SourceDate.Read(services.Clock);
        reporter.Line($"{plan.Image.Model.Name} for {plan.Arch}, Alpine {plan.Pins.Branch}");
        using var held = await BuildLock.TakeAsync(plan, reporter, cancellationToken).ConfigureAwait(false);
        var stage = VerifiedBuild.StageOf(plan, project);
        var overlay = await TryOverlayAsync(plan, stage, sourceDate, cancellationToken).ConfigureAwait(false);
        using var http = new HttpFetcher();
        var choice = BuilderFactory.Choose(result, options);
        if (choice.Why is not null) reporter.Line("· Builder: " + choice);
        var build = new VerifiedBuild(BuilderFactory.Create(choice, result, options, plan, services.Processes, http), services.Clock);
        VerifiedImage image;
        try
        {
            var built = await new BuildView(reporter, result.GetValue(options.Verbose))
                .ShowAsync(listener => build.BuildAsync(plan, stage, sourceDate, listener, cancellationToken)).ConfigureAwait(false);
            image = VerifiedBuild.Verify(plan, stage, built);
        }
        catch (DriverException e) when (e.ExitCode is ExitCode.BuilderUnavailable or ExitCode.DownloadFailed)
        {
            throw new DriverException(e.ExitCode, e.What, e.Why, e.Next + Leftovers(stage, overlay), e);
        }

        new BuildSummary(reporter).Show(plan, image.Built, image.Report, image.Artifacts);
    }

    /// <summary>The overlay alone shows a mistake in seconds, and is there when no builder is.</summary>
    private async Task<string?> TryOverlayAsync(BuildPlan plan, Stage stage, DateTimeOffset sourceDate, CancellationToken cancellationToken)
    {
        try
        {
            return await new LocalOverlay(services.Processes).MakeAsync(stage, plan.OutputFolder, sourceDate, cancellationToken).ConfigureAwait(false);
        }
        catch (DriverException e) when (e.ExitCode == ExitCode.BuilderUnavailable)
        {
            services.Reporter.Line("· The overlay is left to the builder: " + e.Why);
            return null;
        }
    }

    private static string Leftovers(Stage stage, string? overlay) =>
        $"\n  The scripts are in {stage.Folder}/{Stage.ScriptsFolder}" + (overlay is null ? "." : $", the overlay is {overlay}.");
}
