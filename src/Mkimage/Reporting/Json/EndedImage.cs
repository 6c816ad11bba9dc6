using System.Collections.Generic;
using System.Linq;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Image.Artifacts;
using Bivouac.Mkimage.Reporting.Records;

namespace Bivouac.Mkimage.Reporting.Json;

/// <summary>An image that was built and verified.</summary>
/// <param name="Path">The ISO's absolute path.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Sha256">Its SHA-256, lower-case hex.</param>
/// <param name="Sha512">Its SHA-512, lower-case hex.</param>
/// <param name="VolumeId">Its volume id.</param>
/// <param name="Parts">Bytes per part.</param>
/// <param name="Manifest">The absolute path of its manifest.</param>
internal sealed record EndedImage(string Path, long Size, string Sha256, string Sha512, string? VolumeId, IReadOnlyDictionary<string, long> Parts, string Manifest)
{
    /// <summary>The image of an earlier build, by its manifest.</summary>
    public static EndedImage Of(BuildPlan plan, ImageManifest manifest) => new(
        plan.Iso,
        manifest.Size,
        manifest.Sha256,
        manifest.Sha512,
        manifest.VolumeId,
        manifest.Parts,
        plan.Iso + ImageArtifacts.ManifestEnding);

    /// <summary>The image of a build.</summary>
    public static EndedImage Of(BuildOutcome outcome) => new(
        outcome.Report.IsoPath,
        outcome.Report.Size,
        outcome.Artifacts.Sha256,
        outcome.Artifacts.Sha512,
        outcome.Report.VolumeId,
        outcome.Report.Parts.ToDictionary(p => p.Name, p => p.Bytes),
        outcome.Artifacts.ManifestPath);
}
