using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Building.Events;
using Bivouac.Mkimage.Building.Runs;
using Bivouac.Mkimage.Image.Artifacts;
using Bivouac.Mkimage.Staging;

namespace Bivouac.Mkimage.Building;

/// <summary>Runs mkimage.sh in a builder, or goes on with a run that is there, and brings the ISO to this machine.</summary>
/// <param name="builder">Where it runs.</param>
/// <param name="events">Are told how it goes on.</param>
/// <param name="clock">Tells the time.</param>
public sealed class MkimageRunner(IBuilder builder, BuildEvents events, TimeProvider clock)
{
    private readonly BuildRuns runs = new(builder);
    private readonly BuildFollower follower = new(builder, events, clock);

    /// <summary>Builds; when the same build runs already, it is followed instead.</summary>
    /// <param name="plan">What is built.</param>
    /// <param name="stage">What the builder gets.</param>
    /// <param name="sourceDate">The time that stands in the image.</param>
    /// <param name="interrupts">End the following, or the build.</param>
    /// <param name="ready">Something that goes on meanwhile and must have gone well before mkimage.sh is started; null for nothing.</param>
    /// <param name="started">Is told the id of the run when one was started, and not when one is followed that was there.</param>
    /// <returns>The ISO on this machine, not yet verified.</returns>
    /// <exception cref="DriverException">mkimage.sh failed, or said success without an ISO.</exception>
    public async Task<MkimageResult> RunAsync(BuildPlan plan, Stage stage, SourceDate sourceDate, BuildInterrupts interrupts, Task? ready = null, Action<string>? started = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(stage);
        ArgumentNullException.ThrowIfNull(sourceDate);
        ArgumentNullException.ThrowIfNull(interrupts);
        ready ??= Task.CompletedTask;
        var layout = await PrepareBesideAsync(ready, interrupts.Detach).ConfigureAwait(false);
        var wanted = RunName.New(plan.WorkName, BuildKey.Of(plan, stage, layout), sourceDate);
        var joined = await FindSameAsync(wanted, ready, interrupts.Detach).ConfigureAwait(false);
        var paths = BuildPaths.Of(joined?.Name ?? wanted, layout);
        var begun = clock.GetTimestamp();
        var run = joined?.Run ?? await StartAsync(plan, stage, layout, wanted, sourceDate, ready, interrupts.Detach).ConfigureAwait(false);
        if (joined is null) started?.Invoke(run.Id);
        var followed = await FollowAsync(plan, run, paths, joined is not null, begun, interrupts).ConfigureAwait(false);
        return await CollectAsync(plan, followed, interrupts).ConfigureAwait(false);
    }

    /// <summary>Follows a build that was started before to its end.</summary>
    /// <param name="plan">What is built.</param>
    /// <param name="stage">Makes what it must have been built from; asked when the build has ended.</param>
    /// <param name="id">The run's id; null for the newest of this image.</param>
    /// <param name="interrupts">End the following, or the build.</param>
    /// <returns>The build, for <see cref="CollectAsync"/>.</returns>
    /// <exception cref="DriverException">
    /// There is no such build (<see cref="ExitCode.Usage"/>), it failed, or it is of another state of the project (<see cref="ExitCode.ImageWrong"/>).
    /// </exception>
    public async Task<FollowedBuild> AttachAsync(BuildPlan plan, Func<Task<Stage>> stage, string? id, BuildInterrupts interrupts)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(stage);
        ArgumentNullException.ThrowIfNull(interrupts);
        var layout = await PrepareAsync(interrupts.Detach).ConfigureAwait(false);
        var build = await KnownBuilds.FindAsync(runs, plan, id, interrupts.Detach).ConfigureAwait(false);
        var paths = BuildPaths.Of(build.Name, layout);
        var followed = await FollowAsync(plan, build.Run, paths, isJoined: true, clock.GetTimestamp(), interrupts).ConfigureAwait(false);
        try
        {
            RequireSameState(build, BuildKey.Of(plan, await stage().ConfigureAwait(false), layout));
            return followed;
        }
        catch
        {
            followed.Digests.Dispose();
            throw;
        }
    }

    /// <summary>Brings the ISO of a build to this machine.</summary>
    /// <param name="plan">What was built.</param>
    /// <param name="build">The build, which has ended.</param>
    /// <param name="interrupts">End the copying; the image stays in the builder.</param>
    /// <returns>The ISO on this machine, not yet verified.</returns>
    /// <exception cref="DriverException">There is none, though mkimage.sh said success (<see cref="ExitCode.ImageWrong"/>).</exception>
    public async Task<MkimageResult> CollectAsync(BuildPlan plan, FollowedBuild build, BuildInterrupts interrupts)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(build);
        ArgumentNullException.ThrowIfNull(interrupts);
        try
        {
            return await BringAsync(plan, build, interrupts).ConfigureAwait(false);
        }
        catch
        {
            build.Digests.Dispose();
            throw;
        }
    }

    private async Task<MkimageResult> BringAsync(BuildPlan plan, FollowedBuild build, BuildInterrupts interrupts)
    {
        try
        {
            var (length, started) = await RequireImageAsync(plan, build, interrupts.Detach).ConfigureAwait(false);
            events.Begin(BuildStage.Fetch, "Fetching the image");
            await builder.FetchAsync(IsoOf(plan, build.Paths), plan.UnverifiedIso, new BytesProgress(events, clock, length), interrupts.Detach).ConfigureAwait(false);

            // A builder of this machine may give its own file, which is as old as it is there.
            var since = builder.PathHere(IsoOf(plan, build.Paths)) is not null && started < build.StartedAt ? started : build.StartedAt;
            return new(build.Run, plan.UnverifiedIso, since, build.Log.Sections, build.Took, build.Log.Telling, build.Digests);
        }
        catch (OperationCanceledException)
        {
            throw new BuildDetachedException(build.Run);
        }
        catch (DriverException e) when (e.ExitCode == ExitCode.BuilderUnavailable)
        {
            throw new DriverException(e.ExitCode, e.What, e.Why, e.Next + BuildFailure.ImageLeft(build.Run), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BuildFailure.OfOutput(plan, build.Run, e);
        }
    }

    private static string IsoOf(BuildPlan plan, BuildPaths paths) => paths.Out + "/" + plan.IsoName;

    private static void RequireSameState(KnownBuild build, string key)
    {
        if (build.Name.Key == key) return;
        throw new DriverException(
            ExitCode.ImageWrong,
            $"The image of build {build.Run.ShortId} is left in the builder",
            $"it was built from another state of the project ({build.Name.Key}, now {key}), so it cannot be compared with what is declared now",
            "Build the present state with 'dotnet run', or go back to the state that it was built from and attach again.");
    }

    /// <summary>Making a builder takes minutes the first time: a mistake that shows meanwhile ends it.</summary>
    private async Task<BuilderLayout> PrepareBesideAsync(Task ready, CancellationToken cancellationToken)
    {
        using var mistake = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var preparing = PrepareAsync(mistake.Token);
        if (await Task.WhenAny(preparing, ready).ConfigureAwait(false) == ready && ready.IsFaulted)
        {
            await mistake.CancelAsync().ConfigureAwait(false);
            await ((Task)preparing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        else
        {
            await preparing.ConfigureAwait(false);
        }

        if (ready.IsCompleted) await ready.ConfigureAwait(false);
        return await preparing.ConfigureAwait(false);
    }

    private async Task<BuilderLayout> PrepareAsync(CancellationToken cancellationToken)
    {
        events.Begin(BuildStage.Builder, "Making the builder ready");
        return await builder.PrepareAsync(new NoteProgress(events), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// A build whose driver went away goes on in the builder: the same one is what is wanted, another one is waited for, since two
    /// in one work directory make one image that is corrupt.
    /// </summary>
    private async Task<KnownBuild?> FindSameAsync(RunName wanted, Task ready, CancellationToken cancellationToken)
    {
        foreach (var build in await runs.RunningAsync(wanted.WorkName, cancellationToken).ConfigureAwait(false))
        {
            if (build.Name.MakesTheSameAs(wanted)) return build;
            await ready.ConfigureAwait(false);
            events.Begin(BuildStage.Wait, $"Waiting for a build of another state of this image, which still runs (its log: {build.Run.LogFile})");
            await foreach (var _ in builder.FollowAsync(build.Run, 0, cancellationToken).ConfigureAwait(false))
            {
            }
        }

        return null;
    }

    private async Task<BuilderRun> StartAsync(BuildPlan plan, Stage stage, BuilderLayout layout, RunName name, SourceDate sourceDate, Task ready, CancellationToken cancellationToken)
    {
        events.Begin(BuildStage.Send, "Staging the scripts and the overlay's files");
        await File.WriteAllTextAsync(Path.Combine(stage.Folder, SectionInputs.FileName), SectionInputs.Of(plan, layout), cancellationToken).ConfigureAwait(false);
        await builder.PutAsync(stage.Folder, BuildPaths.Of(name, layout).Staged, cancellationToken).ConfigureAwait(false);
        await ready.ConfigureAwait(false);

        // Not to be cancelled: a run that has begun and that nobody knows of would go on.
        cancellationToken.ThrowIfCancellationRequested();
        return await builder.StartAsync(MkimageCommand.Make(plan, name, layout, sourceDate), CancellationToken.None).ConfigureAwait(false);
    }

    private async Task<FollowedBuild> FollowAsync(BuildPlan plan, BuilderRun run, BuildPaths paths, bool isJoined, long begun, BuildInterrupts interrupts)
    {
        events.Begin(BuildStage.Mkimage, isJoined ? $"Following build {run.ShortId}" : "Running mkimage.sh");
        events.Tell(new RunStarted(run.ShortId, run.LogFile, isJoined));

        // A run that is joined may have made its image already; another machine, whose clock may be ahead, may have started it.
        var started = Earlier(isJoined ? run.StartedAt : clock.GetUtcNow(), clock.GetUtcNow());
        var digests = new DigestsAhead(builder.PathHere(IsoOf(plan, paths)), clock);
        try
        {
            var log = await follower.FollowAsync(run, plan.LogFile, interrupts).ConfigureAwait(false);
            var took = clock.GetElapsedTime(begun);

            // By the clock as it is now, which may have been set back meanwhile.
            started = Earlier(started, clock.GetUtcNow() - took);
            var state = await AskStateAsync(run, interrupts.Detach).ConfigureAwait(false);
            return state is { Phase: BuilderRunPhase.Ended, ExitCode: 0 }
                ? new(run, paths, log, started, took, digests)
                : throw BuildFailure.OfRun(plan, log, state, paths);
        }
        catch
        {
            digests.Dispose();
            throw;
        }
    }

    private async Task<BuilderRunState> AskStateAsync(BuilderRun run, CancellationToken cancellationToken)
    {
        try
        {
            return await builder.GetStateAsync(run, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It has ended, and what it made stays in the builder.
            throw new BuildDetachedException(run);
        }
    }

    /// <summary>Exit code 0 proves nothing: mkimage.sh switches its own error handling off. Both times are by the builder's clock.</summary>
    private async Task<(long Length, DateTimeOffset Started)> RequireImageAsync(BuildPlan plan, FollowedBuild build, CancellationToken cancellationToken)
    {
        var made = await builder.ListAsync(build.Paths.Out, cancellationToken).ConfigureAwait(false);

        // A build begins with it.
        if (made.FirstOrDefault(e => e.Name == BuildPaths.StartedFile) is not { } started) throw BuildFailure.OfRemovedImage(plan, build.Run);
        if (made.FirstOrDefault(e => e.Name == plan.IsoName) is { Length: > 0 } iso && iso.Modified >= started.Modified) return (iso.Length, started.Modified);
        throw BuildFailure.OfMissingImage(plan, build.Log, [.. made.Where(e => e != started)]);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private sealed class BytesProgress(BuildEvents events, TimeProvider clock, long total) : IProgress<long>
    {
        private readonly Throttle throttle = new(clock);

        public void Report(long value)
        {
            if (throttle.LetsThrough(isLast: value >= total)) events.Tell(new TransferProgress(value, total));
        }
    }
}
