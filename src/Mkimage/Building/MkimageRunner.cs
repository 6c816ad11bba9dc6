using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Staging;

namespace Bivouac.Mkimage.Building;

/// <summary>Runs mkimage.sh in a builder and brings the ISO to this machine.</summary>
/// <param name="builder">Where it runs.</param>
/// <param name="listener">Is told how it goes on.</param>
/// <param name="clock">Tells the time.</param>
public sealed class MkimageRunner(IBuilder builder, IBuildListener listener, TimeProvider clock)
{
    private const int ReportedLines = 30;

    /// <summary>Builds.</summary>
    /// <param name="plan">What is built.</param>
    /// <param name="stage">What the builder gets.</param>
    /// <param name="sourceDate">The time that stands in the image.</param>
    /// <param name="cancellationToken">Ends the build with all of its processes.</param>
    /// <returns>The ISO on this machine, not yet verified.</returns>
    /// <exception cref="DriverException">mkimage.sh failed, or said success without an ISO.</exception>
    public async Task<MkimageResult> RunAsync(BuildPlan plan, Stage stage, DateTimeOffset sourceDate, CancellationToken cancellationToken)
    {
        var layout = await builder.PrepareAsync(new StepProgress(listener), cancellationToken).ConfigureAwait(false);
        var paths = BuildPaths.Of(plan, layout);
        await WaitForFormerAsync(plan, cancellationToken).ConfigureAwait(false);
        listener.OnStep("Staging the scripts and the overlay's files");
        await PlaceAsync(plan, stage, layout, paths, cancellationToken).ConfigureAwait(false);

        // The builder's file times have whole seconds.
        var started = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        var begun = clock.GetTimestamp();

        // Not to be cancelled: a run that has begun and that nobody knows of would go on.
        cancellationToken.ThrowIfCancellationRequested();
        var run = await builder.StartAsync(MkimageCommand.Make(plan, layout, sourceDate), CancellationToken.None).ConfigureAwait(false);
        var log = new BuildLog(clock);
        try
        {
            await FollowAsync(plan, run, log, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not DriverException)
        {
            // A builder that cannot be reached (a DriverException) goes on building; for all else nobody would take the image.
            listener.OnStep("Stopping mkimage.sh and everything that it started");
            await builder.StopAsync(run, CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        var state = await builder.GetStateAsync(run, cancellationToken).ConfigureAwait(false);
        if (state.Phase != BuilderRunPhase.Ended || state.ExitCode != 0) throw Failed(plan, log, state, paths);
        await RequireImageAsync(plan, log, paths, started, cancellationToken).ConfigureAwait(false);
        var iso = Path.Combine(plan.OutputFolder, plan.IsoName);
        listener.OnStep("Fetching the image");

        // What lies beside an image of the same name is about that one.
        foreach (var ending in (string[])[".sha256", ".sha512", ".manifest.json"]) File.Delete(iso + ending);
        await builder.FetchAsync(paths.Out + "/" + plan.IsoName, iso, cancellationToken: cancellationToken).ConfigureAwait(false);
        return new(iso, started, log.Sections, clock.GetElapsedTime(begun), log.Lines);
    }

    /// <summary>
    /// A build whose driver was killed goes on in the builder. Two of them in one work directory both exit 0, and one image is
    /// corrupt.
    /// </summary>
    private async Task WaitForFormerAsync(BuildPlan plan, CancellationToken cancellationToken)
    {
        foreach (var run in (await builder.ListRunsAsync(cancellationToken).ConfigureAwait(false)).Where(r => r.Name == MkimageCommand.RunName(plan)))
        {
            if ((await builder.GetStateAsync(run, cancellationToken).ConfigureAwait(false)).Phase != BuilderRunPhase.Running) continue;
            listener.OnStep($"Waiting for a former build of this image, which still runs (its log: {run.LogFile})");
            await foreach (var _ in builder.FollowAsync(run, 0, cancellationToken).ConfigureAwait(false))
            {
            }
        }
    }

    private async Task PlaceAsync(BuildPlan plan, Stage stage, BuilderLayout layout, BuildPaths paths, CancellationToken cancellationToken)
    {
        var inputs = SectionInputs.Of(plan, layout);
        var last = await ReadInputsAsync(plan, paths, cancellationToken).ConfigureAwait(false);
        var names = (await builder.ListAsync(paths.Work, cancellationToken).ConfigureAwait(false)).Select(e => e.Name).ToArray();
        await builder.RemoveAsync(paths.Work, [.. inputs.Stale(last, names)], cancellationToken).ConfigureAwait(false);
        var former = (await builder.ListAsync(paths.Out, cancellationToken).ConfigureAwait(false)).Select(e => e.Name).ToArray();
        await builder.RemoveAsync(paths.Out, former, cancellationToken).ConfigureAwait(false);
        await builder.RemoveAsync(paths.Root, [Stage.ScriptsFolder, Stage.HomeFolder], cancellationToken).ConfigureAwait(false);
        await File.WriteAllTextAsync(Path.Combine(stage.Folder, SectionInputs.FileName), inputs.ToString(), cancellationToken).ConfigureAwait(false);
        await builder.PutAsync(stage.Folder, paths.Root, cancellationToken).ConfigureAwait(false);
    }

    private async Task<SectionInputs?> ReadInputsAsync(BuildPlan plan, BuildPaths paths, CancellationToken cancellationToken)
    {
        var there = await builder.ListAsync(paths.Root, cancellationToken).ConfigureAwait(false);
        if (!there.Any(e => e.Name == SectionInputs.FileName)) return null;
        var copy = Path.Combine(plan.OutputFolder, "stage", plan.WorkName + "." + SectionInputs.FileName);
        await builder.FetchAsync(paths.Root + "/" + SectionInputs.FileName, copy, cancellationToken: cancellationToken).ConfigureAwait(false);
        var text = await File.ReadAllTextAsync(copy, cancellationToken).ConfigureAwait(false);
        File.Delete(copy);
        return SectionInputs.Parse(text);
    }

    private async Task FollowAsync(BuildPlan plan, BuilderRun run, BuildLog log, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(plan.OutputFolder);
        await using var file = new StreamWriter(plan.LogFile, append: false, new UTF8Encoding(false)) { AutoFlush = true };
        await foreach (var line in LogLines.ReadAsync(builder.FollowAsync(run, 0, cancellationToken), cancellationToken).ConfigureAwait(false))
        {
            await file.WriteLineAsync(line.Text.AsMemory(), cancellationToken).ConfigureAwait(false);
            var before = log.Current;
            if (log.Add(line.Text) is { } ended) listener.OnSectionEnded(ended);
            if (log.Current is { } current && current != before) listener.OnSectionStarted(current);
            listener.OnLine(line.Text);
        }

        if (log.End() is { } last) listener.OnSectionEnded(last);
    }

    /// <summary>Exit code 0 proves nothing: mkimage.sh switches its own error handling off.</summary>
    private async Task RequireImageAsync(BuildPlan plan, BuildLog log, BuildPaths paths, DateTimeOffset started, CancellationToken cancellationToken)
    {
        var made = await builder.ListAsync(paths.Out, cancellationToken).ConfigureAwait(false);
        if (made.FirstOrDefault(e => e.Name == plan.IsoName) is { } iso && iso.Length > 0 && iso.Modified >= started) return;
        var cause = FailureCause.Find(log.Lines);
        throw new DriverException(
            ExitCode.ImageWrong,
            $"mkimage.sh exited 0 without making {plan.IsoName}",
            cause?.Why ?? Why(plan, log, made),
            (cause?.Next ?? "Look at the log.") + Tail(plan, log));
    }

    private static string Why(BuildPlan plan, BuildLog log, IReadOnlyList<BuilderEntry> made)
    {
        if (!log.ProfileWasBuilt) return $"it passed over profile '{plan.Image.Model.Name}': its arch does not contain {plan.Arch}";
        var others = string.Join(", ", made.Select(e => e.Name));
        return others.Length == 0 ? "it made no file at all" : $"it made {others} instead";
    }

    private static DriverException Failed(BuildPlan plan, BuildLog log, BuilderRunState state, BuildPaths paths)
    {
        var cause = FailureCause.Find(log);
        var section = log.Sections.Count > 0 ? $" in section {BuildLog.Label(log.Sections[^1].Name, log.Sections[^1].Detail)}" : "";
        var how = state.Phase == BuilderRunPhase.Lost ? "was lost" : FormattableString.Invariant($"exited {state.ExitCode}");
        return new(
            ExitCode.MkimageFailed,
            $"mkimage.sh {how}{section}",
            cause?.Why ?? state.Why ?? "the log does not say why",
            (cause?.Next ?? "Look at the log.") + $" The work directory is kept: {paths.Work}." + Tail(plan, log));
    }

    private static string Tail(BuildPlan plan, BuildLog log) =>
        $"\nThe log: {plan.LogFile}. Its last lines:\n" + string.Join('\n', log.Tail(ReportedLines).Select(l => "  " + l));

    private sealed class StepProgress(IBuildListener listener) : IProgress<string>
    {
        public void Report(string value) => listener.OnStep(value);
    }
}
