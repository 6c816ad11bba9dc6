using System;
using System.Text.Json.Serialization;
using Bivouac.Mkimage.Reporting.Records;

namespace Bivouac.Mkimage.Reporting.Json;

/// <summary>The last line of each build.</summary>
/// <param name="At">When, by this machine's clock.</param>
/// <param name="ExitCode">What the process returns when nothing else fails.</param>
/// <param name="Profile">The profile; null when the build ended before it was known.</param>
/// <param name="Arch">Alpine's word for the architecture; null likewise.</param>
/// <param name="Image">The image; null when there is no good one.</param>
/// <param name="Build">How it was made; null when it failed.</param>
/// <param name="Failure">Why there is none; null when there is one.</param>
internal sealed record BuildEndedLine(DateTimeOffset At, int ExitCode, string? Profile, string? Arch, EndedImage? Image, BuildRecord? Build, EndedFailure? Failure)
{
    /// <summary>Whether nothing was to be built, since the image of the last build is what would be made.</summary>
    public bool Unchanged { get; init; }

    /// <summary>Which line it is.</summary>
    [JsonPropertyOrder(-1)]
    public string Event => "buildEnded";
}
