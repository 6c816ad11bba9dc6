using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Image.Artifacts;

namespace Bivouac.Mkimage.Reporting.Summary;

/// <summary>What a person wants to know when there was nothing to build.</summary>
internal sealed class UnchangedSummary(Reporter reporter)
{
    /// <summary>Shows it.</summary>
    /// <param name="plan">What was to be built.</param>
    /// <param name="manifest">What lies beside the image.</param>
    public void Show(BuildPlan plan, ImageManifest manifest)
    {
        reporter.Line();
        reporter.Line("Nothing changed since the last build: its image is what would be made, whole and verified.");
        reporter.Line($"  image       {plan.Iso} ({Sizes.Of(manifest.Size)})");
        reporter.Line($"  SHA-256     {manifest.Sha256}");
        reporter.Line("  Build it all the same: --rebuild");
    }
}
