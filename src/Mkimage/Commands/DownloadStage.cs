using System;
using System.Collections.Concurrent;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Events;
using Bivouac.Mkimage.Downloads;
using Bivouac.Mkimage.Downloads.Declared;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Project;
using Bivouac.Mkimage.Staging;
using Bivouac.Mkimage.Staging.Brought;

namespace Bivouac.Mkimage.Commands;

/// <summary>The part of a build that brings what vendors have, before any script is written, and the stage that is made from it.</summary>
/// <param name="services">What commands work with.</param>
/// <param name="options">The options.</param>
/// <param name="result">What the user gave.</param>
/// <param name="project">The project.</param>
internal sealed class DownloadStage(DriverServices services, CommandLineOptions options, ParseResult result, ProjectContext project)
{
    /// <summary>Brings the downloads of an image and stages it.</summary>
    /// <param name="plan">What is built.</param>
    /// <param name="http">Speaks HTTP.</param>
    /// <param name="events">Are told.</param>
    /// <param name="folder">
    /// Where the stage is made, of a build that was made before: then nobody is asked for what is cached. Null for the plan's own folder, and a new build.
    /// </param>
    /// <exception cref="DriverException">A download or a source is not what it must be.</exception>
    public async Task<Stage> StageAsync(BuildPlan plan, IResumingFetcher http, BuildEvents events, string? folder = null)
    {
        var model = plan.Image.Model;
        var place = folder is null ? plan.DownloadsFolder : folder + ".downloads";
        try
        {
            StageRoot.Make(Path.GetDirectoryName(place)!);
            var brought = BroughtFiles.None;
            if (model.Downloads.Count > 0)
            {
                events.Begin(BuildStage.Downloads, "Bringing the downloads");
                brought = await ProvideAsync(plan, http, events, place, isMadeBefore: folder is not null).ConfigureAwait(false);
            }

            events.Begin(BuildStage.Stage, "Staging the scripts and the overlay's files");
            return VerifiedBuild.StageOf(plan, project, brought, folder);
        }
        finally
        {
            if (Directory.Exists(place)) Directory.Delete(place, recursive: true);
        }
    }

    /// <summary>The downloads of an image.</summary>
    /// <param name="plan">What is built.</param>
    /// <param name="http">Speaks HTTP.</param>
    /// <param name="events">Are told; null for who only looks.</param>
    /// <param name="offline">Whether nobody is asked; null for what the user says.</param>
    public ImageDownloads Of(BuildPlan plan, IResumingFetcher http, BuildEvents? events = null, bool? offline = null) =>
        new(http, project.Directory, BuilderFactory.Options(result, options, plan).CacheDirectory, services.Clock)
        {
            Offline = offline ?? result.GetValue(options.Offline),
            Note = events is null ? services.Reporter.Line : events.Note,
            Progress = events is null ? null : new Together(events, services.Clock),
        };

    private async Task<BroughtFiles> ProvideAsync(BuildPlan plan, IResumingFetcher http, BuildEvents events, string place, bool isMadeBefore)
    {
        if (isMadeBefore)
        {
            try
            {
                return await Of(plan, http, events, offline: true).ProvideAsync(plan.Image.Model, place, services.Interrupts.Detach).ConfigureAwait(false);
            }
            catch (DriverException e) when (e.ExitCode == ExitCode.DownloadFailed && !result.GetValue(options.Offline))
            {
                events.Note("The cache has not all that the build was made from; the vendors are asked");
            }
        }

        return await Of(plan, http, events).ProvideAsync(plan.Image.Model, place, services.Interrupts.Detach).ConfigureAwait(false);
    }

    /// <summary>Tells of all downloads together.</summary>
    private sealed class Together(BuildEvents events, TimeProvider clock) : IProgress<DownloadProgress>
    {
        private readonly ConcurrentDictionary<string, DownloadProgress> all = new(StringComparer.Ordinal);
        private readonly object gate = new();
        private readonly Throttle throttle = new(clock);

        public void Report(DownloadProgress value)
        {
            all[value.Name] = value;
            lock (gate)
            {
                if (!throttle.LetsThrough(isLast: value.Bytes == value.Total)) return;
                var now = all.Values.ToArray();
                var bytes = now.Sum(static d => d.Bytes);
                events.Tell(new DownloadsProgress(now.Count(static d => d.Bytes == d.Total), now.Length, bytes, Math.Max(bytes, now.Sum(static d => d.Total ?? d.Bytes))));
            }
        }
    }
}
