using System.Text.Json.Serialization;
using Bivouac.Mkimage.Building.Events;

namespace Bivouac.Mkimage.Reporting.Json;

/// <summary>How events are written for programs: camelCase, one line each, times as seconds, words for enums.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = false, Converters = [typeof(SecondsConverter), typeof(StageConverter)])]
[JsonSerializable(typeof(BuildEvent))]
[JsonSerializable(typeof(BuildEndedLine))]
[JsonSerializable(typeof(StreamStartedLine))]
internal sealed partial class EventJson : JsonSerializerContext;
