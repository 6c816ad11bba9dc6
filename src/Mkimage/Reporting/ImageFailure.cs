using System.Collections.Generic;
using System.Linq;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Image.Verification;

namespace Bivouac.Mkimage.Reporting;

/// <summary>Turns the failed checks of an image into the failure that ends the build (exit code 7).</summary>
internal static class ImageFailure
{
    /// <summary>The failure of an image that passes every check, though the log says that something went wrong with it; or null.</summary>
    public static DriverException? OfSpoiled(BuildPlan plan, ImageReport report, IReadOnlyList<string> log) => FailureCause.OfSpoiledImage(log) is { } cause
        ? new(
            ExitCode.ImageWrong,
            $"mkimage.sh said success, but {plan.IsoName} is not to be trusted",
            cause.Why,
            cause.Next + $"\n  The image is kept: {report.IsoPath}\n  The log: {plan.LogFile}")
        : null;

    /// <summary>The failure; all failed checks are named, with the cause that the log shows.</summary>
    public static DriverException Of(BuildPlan plan, ImageReport report, IReadOnlyList<string> log)
    {
        var failures = report.Failures.ToArray();
        var cause = FailureCause.Find(log);
        return new(
            ExitCode.ImageWrong,
            $"mkimage.sh said success, but {plan.IsoName} is not what was declared",
            string.Join("\n        ", failures.Select(f => f.Fact)) + (cause is null ? "" : "\n        The log says: " + cause.Why),
            (failures[0].Advice ?? "Look at the log.") + $"\n  The image is kept: {report.IsoPath}\n  The log: {plan.LogFile}");
    }
}
