using System;
using Bivouac.Mkimage.Building.Runs;

namespace Bivouac.Mkimage.Reporting;

/// <summary>A build that a builder knows, for other programs.</summary>
/// <param name="Run">Its id, which <c>attach</c> and <c>logs</c> take.</param>
/// <param name="Profile">The profile.</param>
/// <param name="Arch">Alpine's word for the architecture.</param>
/// <param name="Started">When it was started.</param>
/// <param name="State"><c>running</c>, <c>ended</c> or <c>lost</c>.</param>
/// <param name="ExitCode">What it returned, when it has ended.</param>
/// <param name="LogFile">Its log, as the user of the builder sees it.</param>
internal sealed record ListedBuild(string Run, string Profile, string Arch, DateTimeOffset Started, string State, int? ExitCode, string LogFile)
{
    /// <summary>Describes a build.</summary>
    public static ListedBuild Of(KnownBuild build) => new(
        build.Run.ShortId,
        build.Name.Profile,
        build.Name.Arch,
        build.Run.StartedAt,
        build.State.Phase.ToString().ToLowerInvariant(),
        build.State.ExitCode,
        build.Run.LogFile);
}
