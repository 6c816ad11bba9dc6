using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Building;

namespace Bivouac.Mkimage.Commands;

/// <summary>
/// One build at a time in one output and work folder: two builds in one work directory both exit 0, and one of the images is
/// corrupt.
/// </summary>
internal static class BuildLock
{
    /// <summary>Waits for the other build, saying so. The lock dies with its owner.</summary>
    /// <param name="plan">The build.</param>
    /// <param name="note">Is told when it has to wait.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static Task<CacheLock> TakeAsync(BuildPlan plan, Action<string> note, CancellationToken cancellationToken) => TakeAsync(plan, plan.WorkName, note, cancellationToken);

    /// <summary>Waits for all that this machine does in the folder of a project's image, of this project or another.</summary>
    /// <param name="plan">A build of this project.</param>
    /// <param name="workName">The folder below the work root.</param>
    /// <param name="note">Is told when it has to wait.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static Task<CacheLock> TakeAsync(BuildPlan plan, string workName, Action<string> note, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(new BuilderOptions { Arch = plan.Arch, Branch = plan.Pins.Branch, Release = plan.Pins.Release }.CacheDirectory, "locks"));
        return CacheLock.TakeAsync(
            Path.Combine(folder.FullName, workName),
            () => note($"Another build of '{workName[..workName.IndexOf('-', StringComparison.Ordinal)]}' is running; waiting for it to end"),
            cancellationToken);
    }
}
