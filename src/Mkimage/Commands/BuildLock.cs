using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Events;

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

    /// <summary>
    /// Takes the lock with a builder that is ready. Whoever has it may wait for that very builder, to make it anew for other pins, so it is
    /// released as long as it is waited for the lock.
    /// </summary>
    /// <param name="plan">The build.</param>
    /// <param name="builder">The builder; it is ready afterwards.</param>
    /// <param name="events">Are told when it has to wait.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="DriverException">The builder cannot be made ready again; see <see cref="IBuilder.PrepareAsync"/>.</exception>
    public static async Task<CacheLock> TakeAsync(BuildPlan plan, IBuilder builder, BuildEvents events, CancellationToken cancellationToken)
    {
        if (CacheLock.TryTake(FileOf(plan, plan.WorkName)) is { } free) return free;
        await builder.ReleaseAsync().ConfigureAwait(false);
        var held = await TakeAsync(plan, events.Note, cancellationToken).ConfigureAwait(false);
        try
        {
            await builder.PrepareAsync(new NoteProgress(events), cancellationToken).ConfigureAwait(false);
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Waits for all that this machine does in the folder of a project's image, of this project or another.</summary>
    /// <param name="plan">A build of this project.</param>
    /// <param name="workName">The folder below the work root.</param>
    /// <param name="note">Is told when it has to wait.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static Task<CacheLock> TakeAsync(BuildPlan plan, string workName, Action<string> note, CancellationToken cancellationToken) => CacheLock.TakeAsync(
        FileOf(plan, workName),
        () => note($"Another build of '{workName[..workName.IndexOf('-', StringComparison.Ordinal)]}' is running; waiting for it to end"),
        cancellationToken);

    private static string FileOf(BuildPlan plan, string workName)
    {
        var folder = Directory.CreateDirectory(Path.Combine(new BuilderOptions { Arch = plan.Arch, Branch = plan.Pins.Branch, Release = plan.Pins.Release }.CacheDirectory, "locks"));
        return Path.Combine(folder.FullName, workName);
    }
}
