using System;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Image.Artifacts;
using Bivouac.Mkimage.Image.Verification;
using Bivouac.Mkimage.Project;
using Bivouac.Mkimage.Reporting;
using Bivouac.Mkimage.Staging;
using Bivouac.Scripts;

namespace Bivouac.Mkimage.Commands;

/// <summary>A build from the stage to the verified image: what mkimage.sh says of itself is never believed.</summary>
/// <param name="builder">Where mkimage.sh runs.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class VerifiedBuild(IBuilder builder, TimeProvider clock)
{
    /// <summary>Lays out what the builder gets: the scripts, the project's files, and the program that compresses the modloop.</summary>
    /// <exception cref="DriverException">See <see cref="Stager.Make"/>.</exception>
    public static Stage StageOf(BuildPlan plan, ProjectContext project) => Stager.Make(
        plan.Image,
        project,
        plan.StageFolder,
        [new ScriptFile(MksquashfsWrapper.FileName, MksquashfsWrapper.Script(plan.Image.Model.ModloopCompression))]);

    /// <summary>Runs mkimage.sh.</summary>
    /// <exception cref="DriverException">The builder is not fit, mkimage.sh failed, or it said success without an ISO.</exception>
    public async Task<MkimageResult> BuildAsync(BuildPlan plan, Stage stage, DateTimeOffset sourceDate, IBuildListener listener, CancellationToken cancellationToken)
    {
        (await builder.ProbeAsync(cancellationToken).ConfigureAwait(false)).ThrowIfUnfit();
        return await new MkimageRunner(builder, listener, clock).RunAsync(plan, stage, sourceDate, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Compares the image with what was declared and writes what is handed out beside it.</summary>
    /// <exception cref="DriverException">The image is not what was declared (<see cref="ExitCode.ImageWrong"/>); all differences are named.</exception>
    public static VerifiedImage Verify(BuildPlan plan, Stage stage, MkimageResult built)
    {
        var expectation = DeclaredImage.Of(plan, stage, built.StartedAt);
        var report = ImageVerifier.Verify(built.IsoPath, expectation);
        if (!report.Passed) throw ImageFailure.Of(plan, report, built.Log);
        if (ImageFailure.OfSpoiled(plan, report, built.Log) is { } spoiled) throw spoiled;
        return new(built, report, ImageArtifacts.Write(report, expectation));
    }
}
