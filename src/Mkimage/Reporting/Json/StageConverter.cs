using System.Text.Json;
using System.Text.Json.Serialization;
using Bivouac.Mkimage.Building.Events;

namespace Bivouac.Mkimage.Reporting.Json;

/// <summary>Stages as camelCase words.</summary>
internal sealed class StageConverter() : JsonStringEnumConverter<BuildStage>(JsonNamingPolicy.CamelCase);
