using System;
using System.Text.Json.Serialization;

namespace Bivouac.Mkimage.Reporting.Json;

/// <summary>The first line.</summary>
/// <param name="At">When, by this machine's clock.</param>
/// <param name="Bivouac">The version of Bivouac.</param>
internal sealed record StreamStartedLine(DateTimeOffset At, string Bivouac)
{
    /// <summary>Which line it is.</summary>
    [JsonPropertyOrder(-2)]
    public string Event => "streamStarted";

    /// <summary>The version of the form of all lines. It rises when a field changes its meaning; new events and fields may come without that.</summary>
    [JsonPropertyOrder(-1)]
    public int Format => 1;
}
