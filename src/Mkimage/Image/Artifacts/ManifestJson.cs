using System.Text.Json.Serialization;

namespace Bivouac.Mkimage.Image.Artifacts;

/// <summary>How a manifest is written: camelCase, indented by two blanks, LF.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ImageManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext
{
}
