using System;
using System.Text.Json.Serialization;

namespace Bivouac.Mkimage.Building.Events;

/// <summary>mkimage.sh has ended a section.</summary>
/// <param name="Name">The section's kind.</param>
/// <param name="Detail">Its arguments without hashes.</param>
/// <param name="Took">How long it took.</param>
public sealed record SectionEnded(string Name, string Detail, [property: JsonPropertyName("seconds")] TimeSpan Took) : BuildEvent;
