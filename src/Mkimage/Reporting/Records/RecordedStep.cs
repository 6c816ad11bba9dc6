using System;
using System.Text.Json.Serialization;
using Bivouac.Mkimage.Building;

namespace Bivouac.Mkimage.Reporting.Records;

/// <summary>A stage or a section in the record of a build.</summary>
/// <param name="Name">The stage or the section's kind.</param>
/// <param name="Detail">The section's arguments, or what the stage does.</param>
/// <param name="Start">When it began: seconds from the build's beginning.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record RecordedStep(string Name, string Detail, double Start, double Seconds)
{
    /// <summary>The step for a person: a section with its arguments. The image's own name stands everywhere, and not here.</summary>
    [JsonIgnore]
    public string Label => Name == "image" ? Name : BuildLog.Label(Name, Detail);

    /// <summary>Records a step; one that was going on at the end took until then.</summary>
    public static RecordedStep Of(TimedStep step, TimeSpan end) =>
        new(step.Name, step.Detail, Math.Round(step.Start.TotalSeconds, 3), Math.Round(step.TookUntil(end).TotalSeconds, 3));
}
