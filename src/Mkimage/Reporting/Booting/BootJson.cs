using System.Text.Json.Serialization;
using Bivouac.Mkimage.Booting.Events;
using Bivouac.Mkimage.Reporting.Json;

namespace Bivouac.Mkimage.Reporting.Booting;

/// <summary>How events of a boot are written for programs: camelCase, one line each, times as seconds, words for enums.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = false, Converters = [typeof(SecondsConverter), typeof(OutcomeConverter)])]
[JsonSerializable(typeof(BootEvent))]
[JsonSerializable(typeof(BootEndedLine))]
internal sealed partial class BootJson : JsonSerializerContext;
