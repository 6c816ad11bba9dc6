using System.Text.Json.Serialization;

namespace Bivouac.Mkimage.Reporting.Records;

/// <summary>How the record of a build is written: camelCase, indented by two blanks, LF.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(BuildRecord))]
internal sealed partial class RecordJson : JsonSerializerContext;
