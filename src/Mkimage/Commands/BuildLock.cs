using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Events;
using Bivouac.Mkimage.Staging;

namespace Bivouac.Mkimage.Commands;

/// <summary>
/// One build at a time in one work folder, since two builds in one work directory both exit 0, and one of the images is corrupt; and
/// one at a time of an image in one output folder, since several projects may share it. The locks die with their owner.
/// </summary>
internal sealed class BuildLock : IDisposable
{
    private readonly CacheLock work;
    private readonly CacheLock output;

    private BuildLock(CacheLock work, CacheLock output) => (this.work, this.output) = (work, output);

    /// <summary>Waits for the other build, saying so.</summary>
    /// <param name="plan">The build.</param>
    /// <param name="note">Is told when it has to wait.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="DriverException">The output folder cannot be written (<see cref="ExitCode.Unexpected"/>).</exception>
    public static Task<BuildLock> TakeAsync(BuildPlan plan, Action<string> note, CancellationToken cancellationToken) => TakeAsync(plan, plan.StageFolder, note, cancellationToken);

    /// <summary>Waits for the other build, for who stages into a folder of the output that is not the plan's own.</summary>
    /// <param name="plan">The build.</param>
    /// <param name="stageFolder">The folder.</param>
    /// <param name="note">Is told when it has to wait.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="DriverException">The output folder cannot be written (<see cref="ExitCode.Unexpected"/>).</exception>
    public static async Task<BuildLock> TakeAsync(BuildPlan plan, string stageFolder, Action<string> note, CancellationToken cancellationToken)
    {
        // Always in this order, so that no two wait for each other.
        var work = await TakeWorkAsync(plan, plan.WorkName, note, cancellationToken).ConfigureAwait(false);
        try
        {
            return new(work, await TakeOutputAsync(plan, stageFolder, note, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            work.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Waits for the other build with a builder that is ready. Whoever builds may wait for that very builder, to make it anew for other
    /// pins, so it is released as long as there is a wait.
    /// </summary>
    /// <param name="plan">The build.</param>
    /// <param name="builder">The builder; it is ready afterwards.</param>
    /// <param name="events">Are told when it has to wait.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="DriverException">
    /// The output folder cannot be written (<see cref="ExitCode.Unexpected"/>), or the builder cannot be made ready again; see <see cref="IBuilder.PrepareAsync"/>.
    /// </exception>
    public static async Task<BuildLock> TakeAsync(BuildPlan plan, IBuilder builder, BuildEvents events, CancellationToken cancellationToken)
    {
        Task? released = null;
        var held = await TakeAsync(plan, Waits, cancellationToken).ConfigureAwait(false);
        if (released is null) return held;
        try
        {
            await released.ConfigureAwait(false);
            await builder.PrepareAsync(new NoteProgress(events), cancellationToken).ConfigureAwait(false);
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }

        void Waits(string note)
        {
            events.Note(note);
            released ??= builder.ReleaseAsync();
        }
    }

    /// <summary>Waits for all that this machine does in the folder of a project's image, of this project or another.</summary>
    /// <param name="plan">A build of this project.</param>
    /// <param name="workName">The folder below the work root.</param>
    /// <param name="note">Is told when it has to wait.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static Task<CacheLock> TakeWorkAsync(BuildPlan plan, string workName, Action<string> note, CancellationToken cancellationToken)
    {
        var folder = new BuilderOptions { Arch = plan.Arch, Branch = plan.Pins.Branch, Release = plan.Pins.Release }.CacheDirectory;
        return CacheLock.TakeAsync(
            Path.Combine(folder, "locks", workName),
            () => note($"Another build of '{workName[..workName.IndexOf('-', StringComparison.Ordinal)]}' is running; waiting for it to end"),
            cancellationToken);
    }

    /// <summary>Waits for whoever builds an image into the same output folder, from whatever project.</summary>
    /// <param name="plan">The build.</param>
    /// <param name="stageFolder">Where it stages within the output folder; the lock lies beside it.</param>
    /// <param name="note">Is told when it has to wait.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="DriverException">The folder cannot be written (<see cref="ExitCode.Unexpected"/>).</exception>
    public static async Task<CacheLock> TakeOutputAsync(BuildPlan plan, string stageFolder, Action<string> note, CancellationToken cancellationToken)
    {
        var above = Path.GetDirectoryName(stageFolder)!;
        StageRoot.Make(above);
        try
        {
            return await CacheLock.TakeAsync(
                Path.Combine(above, $".{Path.GetFileName(stageFolder)}.lock"),
                () => note($"Another build of '{plan.Image.Model.Name}' writes into {plan.OutputFolder}; waiting for it to end"),
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DriverException(ExitCode.Unexpected, $"The output folder {plan.OutputFolder} cannot be used", e.Message.TrimEnd('.'), "Choose another folder with --output DIR.", e);
        }
    }

    /// <summary>Gives the locks back.</summary>
    public void Dispose()
    {
        output.Dispose();
        work.Dispose();
    }
}
