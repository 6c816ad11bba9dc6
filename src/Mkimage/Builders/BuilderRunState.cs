namespace Bivouac.Mkimage.Builders;

/// <summary>How a run stands.</summary>
/// <param name="Phase">Whether it goes on.</param>
/// <param name="ExitCode">
/// What it returned when it has ended (128 and the signal's number when a signal ended it), else null.
/// </param>
/// <param name="Why">Why it was lost, as far as it is known, else null.</param>
public readonly record struct BuilderRunState(BuilderRunPhase Phase, int? ExitCode = null, string? Why = null)
{
    /// <summary>It goes on.</summary>
    public static BuilderRunState Running => new(BuilderRunPhase.Running);

    /// <summary>It is gone without having left an exit code.</summary>
    public static BuilderRunState Lost => new(BuilderRunPhase.Lost, Why: "its processes are gone and left no exit code: something killed them (out of memory?)");

    /// <summary>It is gone because its machine is not the same boot any more.</summary>
    public static BuilderRunState LostByRestart => new(BuilderRunPhase.Lost, Why: "the builder was restarted while it ran");

    /// <summary>It has ended.</summary>
    /// <param name="exitCode">What it returned.</param>
    public static BuilderRunState Ended(int exitCode) => new(BuilderRunPhase.Ended, exitCode);
}
