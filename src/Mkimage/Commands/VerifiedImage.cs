using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Image.Artifacts;
using Bivouac.Mkimage.Image.Verification;

namespace Bivouac.Mkimage.Commands;

/// <summary>An image that was built and is what was declared.</summary>
/// <param name="Built">What mkimage.sh made.</param>
/// <param name="Report">What was found in it; every check passed.</param>
/// <param name="Artifacts">What was written beside it.</param>
/// <param name="Changes">What is different from the last image of this name; null when there was none.</param>
internal sealed record VerifiedImage(MkimageResult Built, ImageReport Report, ImageArtifacts Artifacts, ImageChanges? Changes);
