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
    public static Task<CacheLock> TakeAsync(BuildPlan plan, Action<string> note, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(new BuilderOptions { Arch = plan.Arch, Branch = plan.Pins.Branch, Release = plan.Pins.Release }.CacheDirectory, "locks"));
        return CacheLock.TakeAsync(
            Path.Combine(folder.FullName, plan.WorkName),
            () => note($"Another build of '{plan.Image.Model.Name}' is running; waiting for it to end"),
            cancellationToken);
    }
}
