using System;
using System.Collections.Generic;
using System.Text.Json.Serialization;
using Bivouac.Mkimage.Booting.Smoke;
using Bivouac.Mkimage.Reporting.Json;

namespace Bivouac.Mkimage.Reporting.Booting;

/// <summary>The last line of a boot.</summary>
/// <param name="At">When, by this machine's clock.</param>
/// <param name="ExitCode">What the process returns.</param>
/// <param name="Iso">The absolute path of the ISO; null when nothing was booted to an end.</param>
/// <param name="Results">The tests in the order of their declaration.</param>
/// <param name="Ended">Why the machine ended before the tests did; null when it did not.</param>
/// <param name="LogFile">The file of the console; null likewise.</param>
/// <param name="Tail">The last lines of the console.</param>
/// <param name="Failure">What is missing; null when nothing is.</param>
internal sealed record BootEndedLine(
    DateTimeOffset At,
    int ExitCode,
    string? Iso,
    IReadOnlyList<SmokeTestResult> Results,
    string? Ended,
    string? LogFile,
    IReadOnlyList<string> Tail,
    EndedFailure? Failure)
{
    /// <summary>Which line it is.</summary>
    [JsonPropertyOrder(-1)]
    public string Event => "bootEnded";
}
