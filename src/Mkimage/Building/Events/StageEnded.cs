using System;
using System.Text.Json.Serialization;

namespace Bivouac.Mkimage.Building.Events;

/// <summary>A stage of the driver has ended.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Took">How long it took.</param>
public sealed record StageEnded(BuildStage Stage, [property: JsonPropertyName("seconds")] TimeSpan Took) : BuildEvent;
