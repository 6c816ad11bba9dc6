using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Image.Artifacts;
using Bivouac.Mkimage.Image.Verification;

namespace Bivouac.Mkimage.Commands;

/// <summary>An image that was built and is what was declared.</summary>
/// <param name="Built">What mkimage.sh made.</param>
/// <param name="Report">What was found in it; every check passed.</param>
/// <param name="Artifacts">What was written beside it.</param>
internal sealed record VerifiedImage(MkimageResult Built, ImageReport Report, ImageArtifacts Artifacts);
