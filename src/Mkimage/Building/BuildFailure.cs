using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Building.Tools;

namespace Bivouac.Mkimage.Building;

/// <summary>Turns what a build left into the failure that it ends with.</summary>
internal static class BuildFailure
{
    private const int ReportedLines = 30;

    /// <summary>mkimage.sh failed, or was lost (<see cref="ExitCode.MkimageFailed"/>).</summary>
    /// <param name="plan">What was built.</param>
    /// <param name="log">What the log says.</param>
    /// <param name="state">How the run ended.</param>
    /// <param name="paths">The build's places.</param>
    public static DriverException OfRun(BuildPlan plan, BuildLog log, BuilderRunState state, BuildPaths paths)
    {
        // What is guessed from silence holds only for a build that ended by itself: one that was killed was cut off.
        var cause = state is { Phase: BuilderRunPhase.Ended, ExitCode: < 128 } ? FailureCause.Find(log) : FailureCause.Find(log.Telling);
        var section = log.Sections.Count > 0 ? $" in section {BuildLog.Label(log.Sections[^1].Name, log.Sections[^1].Detail)}" : "";
        var lost = state.Phase == BuilderRunPhase.Lost;
        return new(
            ExitCode.MkimageFailed,
            lost ? $"The build was lost{section}" : state.ExitCode == BuildProgram.StepFailed ? "A build step failed" : FormattableString.Invariant($"mkimage.sh exited {state.ExitCode}{section}"),
            cause?.Why ?? state.Why ?? "the log does not say why",
            (cause?.Next ?? (state == BuilderRunState.LostByRestart ? "Run it again; all sections are made anew, since what was not yet on the disk is gone." : lost ? "Run it again; sections that were made are kept." : "Look at the log.")) + $" The work directory is kept: {paths.Work}." + Tail(plan, log));
    }

    /// <summary>mkimage.sh said success without an image (<see cref="ExitCode.ImageWrong"/>).</summary>
    /// <param name="plan">What was built.</param>
    /// <param name="log">What the log says.</param>
    /// <param name="made">What lies in the folder of images.</param>
    public static DriverException OfMissingImage(BuildPlan plan, BuildLog log, IReadOnlyList<BuilderEntry> made)
    {
        var cause = FailureCause.Find(log.Telling);
        return new(
            ExitCode.ImageWrong,
            $"mkimage.sh exited 0 without making {plan.IsoName}",
            cause?.Why ?? Why(plan, log, made),
            (cause?.Next ?? "Look at the log.") + Tail(plan, log));
    }

    /// <summary>A build that was a success is attached to after its image was removed (<see cref="ExitCode.ImageWrong"/>).</summary>
    /// <param name="plan">What was built.</param>
    /// <param name="run">The run that made it.</param>
    public static DriverException OfRemovedImage(BuildPlan plan, BuilderRun run) => new(
        ExitCode.ImageWrong,
        $"The image of build {run.ShortId} is no longer in the builder",
        "of the builds of an image that have ended, the builder keeps the newest one's, and 'clean' removes that too",
        $"Build {plan.Image.Model.Name} again with 'dotnet run'.");

    /// <summary>The image cannot be brought to this machine's disk (<see cref="ExitCode.BuilderUnavailable"/>).</summary>
    /// <param name="plan">What was built.</param>
    /// <param name="run">The run that made it.</param>
    /// <param name="why">What was in the way.</param>
    public static DriverException OfOutput(BuildPlan plan, BuilderRun run, Exception why) => new(
        ExitCode.BuilderUnavailable,
        $"The image cannot be written to {plan.OutputFolder}",
        why.Message.TrimEnd('.'),
        "Make room there, or choose another folder with --output DIR." + ImageLeft(run),
        why);

    /// <summary>What can be done about an image that did not get out of its builder.</summary>
    /// <param name="run">The run that made it.</param>
    public static string ImageLeft(BuilderRun run) => $"\n  The image is left in the builder; fetch it with: dotnet run -- attach {run.ShortId}";

    private static string Why(BuildPlan plan, BuildLog log, IReadOnlyList<BuilderEntry> made)
    {
        if (!log.ProfileWasBuilt) return $"it passed over profile '{plan.Image.Model.Name}': its arch does not contain {plan.Arch}";
        var others = string.Join(", ", made.Select(e => e.Name));
        return others.Length == 0 ? "it made no file at all" : $"it made {others} instead";
    }

    private static string Tail(BuildPlan plan, BuildLog log) =>
        $"\nThe log: {plan.LogFile}. Its last lines:\n" + string.Join('\n', log.Tail(ReportedLines).Select(l => "  " + l));
}
