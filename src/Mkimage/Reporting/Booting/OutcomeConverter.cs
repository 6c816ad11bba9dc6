using System.Text.Json;
using System.Text.Json.Serialization;
using Bivouac.Mkimage.Booting.Smoke;

namespace Bivouac.Mkimage.Reporting.Booting;

/// <summary>Outcomes as camelCase words.</summary>
internal sealed class OutcomeConverter() : JsonStringEnumConverter<SmokeTestOutcome>(JsonNamingPolicy.CamelCase);
