using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Events;
using Bivouac.Mkimage.Building.Unchanged;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Image.Artifacts;
using Bivouac.Mkimage.Project;
using Bivouac.Mkimage.Reporting.Presentation;
using Bivouac.Mkimage.Staging;
using Bivouac.Model;

namespace Bivouac.Mkimage.Commands;

/// <summary><c>build</c>: makes an image and verifies it.</summary>
internal sealed class BuildCommand(DriverServices services, CommandLineOptions options)
{
    public async Task<int> RunAsync(ParseResult result, ProjectContext project)
    {
        if (result.GetValue(options.Stop)) return await new StopCommand(services, options).RunAsync(result, project).ConfigureAwait(false);
        var images = ImageSelection.Named(services.Images, result.GetValue(options.Profile));
        var style = options.StyleOf(result);
        using var presentation = BuildPresentation.Create(services.Reporter, style, services.Clock);
        Pass(images, project, style, presentation);
        foreach (var image in images)
        {
            foreach (var arch in ImageSelection.Arches(image, result.GetValue(options.Arch)))
            {
                var plan = BuildPlan.Make(image, project, arch, result.GetValue(options.Tag), options.OutputFolder(result));
                await BuildAsync(result, project, plan, new ShownBuild(presentation, services.Clock)).ConfigureAwait(false);
            }
        }

        return (int)ExitCode.Success;
    }

    private void Pass(IReadOnlyList<LiveCdImage> images, ProjectContext project, OutputStyle style, BuildPresentation presentation)
    {
        try
        {
            DefinitionGate.Pass(services, images, project, aside: style is OutputStyle.Json or OutputStyle.Quiet);
        }
        catch (DriverException e)
        {
            presentation.Failed(e);
            throw;
        }
    }

    private Task BuildAsync(ParseResult result, ProjectContext project, BuildPlan plan, ShownBuild shown) => shown.RunAsync(plan, async events =>
    {
        using var held = await BuildLock.TakeAsync(plan, events.Note, services.Interrupts.Detach).ConfigureAwait(false);
        using var http = new HttpFetcher();
        var choice = await BuilderFactory.ChooseAsync(result, options, services.Processes, services.Interrupts.Detach).ConfigureAwait(false);
        var sourceDate = SourceDate.Read(services.Clock);
        var stage = await new DownloadStage(services, options, result, project).StageAsync(plan, http, events).ConfigureAwait(false);
        var inputs = await BuildInputs.FindAsync(plan, stage, choice.Name, BuilderFactory.Options(result, options, plan), CommandLineProgram.Version, new RepositoryStates(http), services.Interrupts.Detach).ConfigureAwait(false);
        if (!result.GetValue(options.Rebuild) && await FindUnchangedAsync(plan, inputs, events).ConfigureAwait(false) is { } unchanged)
        {
            shown.EndUnchanged(plan, unchanged);
            return;
        }

        var overlay = TryOverlayAsync(plan, stage, sourceDate, events);
        var notes = new InputNotes(plan, events);
        if (choice.Why is not null) events.Note("Builder: " + choice);
        try
        {
            var builder = BuilderFactory.Create(choice, result, options, plan, services.Processes, http);
            try
            {
                var built = await new MkimageRunner(builder, events, services.Clock).RunAsync(plan, stage, sourceDate, services.Interrupts, overlay, run => notes.Begun(run, inputs)).ConfigureAwait(false);

                // The image is here: while it is verified, others may have the builder.
                _ = builder.ReleaseAsync();
                events.Begin(BuildStage.Verify, "Verifying the image");
                var verified = await VerifiedBuild.VerifyAsync(plan, stage, built).ConfigureAwait(false);
                events.End();
                shown.End(plan, choice.ToString(), verified);

                // Last of all: after a report that could not be written, the next build makes it again.
                notes.Verified(verified);
            }
            finally
            {
                await builder.ReleaseAsync().ConfigureAwait(false);
            }
        }
        catch (DriverException e) when (e.ExitCode is ExitCode.BuilderUnavailable or ExitCode.DownloadFailed)
        {
            throw new DriverException(e.ExitCode, e.What, e.Why, e.Next + Leftovers(stage, overlay.IsCompletedSuccessfully ? await overlay.ConfigureAwait(false) : null), e);
        }
        finally
        {
            // It writes into the output folder, and the lock is about to be given back.
            await ((Task)overlay).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    });

    /// <summary>The manifest of the last image when that is what would be made now; else what changed is told.</summary>
    private async Task<ImageManifest?> FindUnchangedAsync(BuildPlan plan, SortedDictionary<string, string>? inputs, BuildEvents events)
    {
        if (inputs is null || LastBuild.Read(plan) is not { } last) return null;
        var changed = last.Changed(inputs);
        if (changed.Count > 0)
        {
            events.Note("Changed since the last build: " + string.Join(", ", changed));
            return null;
        }

        return await last.IsImageWholeAsync(plan, services.Interrupts.Detach).ConfigureAwait(false) ? ImageManifest.Read(plan.Iso + ImageArtifacts.ManifestEnding) : null;
    }

    /// <summary>The overlay alone shows a mistake in seconds, and is there when no builder is.</summary>
    private async Task<string?> TryOverlayAsync(BuildPlan plan, Stage stage, SourceDate sourceDate, BuildEvents events)
    {
        // What a build step leaves is the builder's.
        if (plan.Image.Model.Overlay.Any(static e => e is OverlayStepOutput)) return null;
        try
        {
            return await new LocalOverlay(services.Processes).MakeAsync(stage, plan.OutputFolder, sourceDate.Time, services.Interrupts.Detach).ConfigureAwait(false);
        }
        catch (DriverException e) when (e.ExitCode == ExitCode.BuilderUnavailable)
        {
            events.Note("The overlay is left to the builder: " + e.Why);
            return null;
        }
    }

    private static string Leftovers(Stage stage, string? overlay) =>
        $"\n  The scripts are in {stage.Folder}/{Stage.ScriptsFolder}" + (overlay is null ? "." : $", the overlay is {overlay}.");
}
