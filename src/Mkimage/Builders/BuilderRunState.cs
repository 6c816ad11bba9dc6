namespace Bivouac.Mkimage.Builders;

/// <summary>How a run stands.</summary>
/// <param name="Phase">Whether it goes on.</param>
/// <param name="ExitCode">
/// What it returned when it has ended (128 and the signal's number when a signal ended it), else null.
/// </param>
public readonly record struct BuilderRunState(BuilderRunPhase Phase, int? ExitCode = null)
{
    /// <summary>It goes on.</summary>
    public static BuilderRunState Running => new(BuilderRunPhase.Running);

    /// <summary>It is gone without having left an exit code.</summary>
    public static BuilderRunState Lost => new(BuilderRunPhase.Lost);

    /// <summary>It has ended.</summary>
    /// <param name="exitCode">What it returned.</param>
    public static BuilderRunState Ended(int exitCode) => new(BuilderRunPhase.Ended, exitCode);
}
