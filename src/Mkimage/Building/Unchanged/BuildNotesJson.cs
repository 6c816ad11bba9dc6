using System.Text.Json.Serialization;

namespace Bivouac.Mkimage.Building.Unchanged;

/// <summary>How the notes of builds are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(LastBuild))]
[JsonSerializable(typeof(BegunBuild))]
internal sealed partial class BuildNotesJson : JsonSerializerContext
{
}
