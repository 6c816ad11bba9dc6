using System;

namespace Bivouac.Mkimage.Reporting.Records;

/// <summary>A stage of the driver or a section of mkimage.sh on the time line of a build.</summary>
/// <param name="Name">The stage or the section's kind, as the events name it: <c>packages</c>, <c>grub_efi</c>.</param>
/// <param name="Detail">The section's arguments, or what the stage does.</param>
/// <param name="Start">When it began, from the build's beginning.</param>
/// <param name="Took">How long it took; null while it goes on.</param>
internal sealed record TimedStep(string Name, string Detail, TimeSpan Start, TimeSpan? Took)
{
    /// <summary>When it ended, or the time given when it goes on.</summary>
    public TimeSpan EndOr(TimeSpan now) => Took is { } took ? Start + took : now;

    /// <summary>How long it took, or has taken until the time given.</summary>
    public TimeSpan TookUntil(TimeSpan now) => Took ?? (now > Start ? now - Start : TimeSpan.Zero);
}
