using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Image.Artifacts;
using Bivouac.Mkimage.Image.Verification;

namespace Bivouac.Mkimage.Reporting.Records;

/// <summary>A build that ended well, for whoever tells of it.</summary>
/// <param name="Plan">What was to be built.</param>
/// <param name="Report">What was found in the image; every check passed.</param>
/// <param name="Artifacts">What was written beside it.</param>
/// <param name="Record">How it was made, and what changed.</param>
internal sealed record BuildOutcome(BuildPlan Plan, ImageReport Report, ImageArtifacts Artifacts, BuildRecord Record);
