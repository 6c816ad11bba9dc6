using System.IO;
using System.Threading.Tasks;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Tools;
using Bivouac.Mkimage.Files;
using Bivouac.Mkimage.Image.Artifacts;
using Bivouac.Mkimage.Image.Verification;
using Bivouac.Mkimage.Project;
using Bivouac.Mkimage.Reporting;
using Bivouac.Mkimage.Staging;
using Bivouac.Mkimage.Staging.Brought;

namespace Bivouac.Mkimage.Commands;

/// <summary>What stands before and behind mkimage.sh: the stage, and the verified image. What mkimage.sh says of itself is never believed.</summary>
internal static class VerifiedBuild
{
    /// <summary>Lays out what the builder gets: the scripts, the project's files, and the programs around mkimage.sh.</summary>
    /// <param name="plan">What is built.</param>
    /// <param name="project">The project that its files come from.</param>
    /// <param name="brought">What was fetched for it.</param>
    /// <param name="folder">Where; null for the plan's own folder.</param>
    /// <exception cref="DriverException">See <see cref="Stager.Make"/>.</exception>
    public static Stage StageOf(BuildPlan plan, ProjectContext project, BroughtFiles brought, string? folder = null) =>
        Stager.Make(plan.Image, project, folder ?? plan.StageFolder, StageTools.Of(plan), plan.Arch, brought);

    /// <summary>
    /// Compares the image with what was declared, gives it its name and writes what is handed out beside it. One that is not what was
    /// declared is kept under another name, and a former image stays as it is.
    /// </summary>
    /// <param name="plan">What was built.</param>
    /// <param name="stage">What it was built from.</param>
    /// <param name="built">What mkimage.sh made.</param>
    /// <exception cref="DriverException">The image is not what was declared (<see cref="ExitCode.ImageWrong"/>); all differences are named.</exception>
    /// <exception cref="DriverException">It cannot be brought to the disk (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public static async Task<VerifiedImage> VerifyAsync(BuildPlan plan, Stage stage, MkimageResult built)
    {
        // Reading the image for its hashes takes longer than looking into it, and the disk takes its time.
        using var digests = built.Digests;
        var hashing = digests.OfAsync(built.IsoPath);
        var flushing = DurableFile.FlushAsync(built.IsoPath);
        var reading = Task.Run(() => ImageManifest.Read(plan.Iso + ImageArtifacts.ManifestEnding));
        var expectation = DeclaredImage.Of(plan, stage, built.StartedAt);
        var report = ImageVerifier.Verify(built.IsoPath, expectation);

        var former = await reading.ConfigureAwait(false);

        // Before the file is moved, whatever comes of it: one that cannot be read has failed a check.
        await Task.WhenAll(hashing, flushing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!report.Passed) throw ImageFailure.Of(plan, Reject(plan, report), built.Log);
        if (ImageFailure.OfSpoiled(plan, report, built.Log) is not null) throw ImageFailure.OfSpoiled(plan, Reject(plan, report), built.Log)!;

        if (flushing.Exception?.InnerException is { } unwritten) throw BuildFailure.OfOutput(plan, built.Run, unwritten);
        var hashes = await hashing.ConfigureAwait(false);

        // What lies beside an image of the same name is about that one.
        foreach (var ending in ImageArtifacts.Endings) File.Delete(plan.Iso + ending);
        HardLink.Rename(report.IsoPath, plan.Iso);
        var named = report with { IsoPath = plan.Iso };
        var artifacts = ImageArtifacts.Write(named, expectation, hashes);
        return new(built, named, artifacts, ImageManifest.Read(artifacts.ManifestPath) is { } now ? ImageChanges.Between(former, now) : null);
    }

    private static ImageReport Reject(BuildPlan plan, ImageReport report)
    {
        if (!File.Exists(report.IsoPath)) return report;
        HardLink.Rename(report.IsoPath, plan.RejectedIso);
        return report with { IsoPath = plan.RejectedIso };
    }
}
