using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bivouac.Mkimage.Building;

/// <summary>Writes plans as JSON.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NewLine = "\n")]
[JsonSerializable(typeof(PlanDocument[]))]
internal sealed partial class PlanJson : JsonSerializerContext
{
    /// <summary>The plans as an indented array.</summary>
    public static string Write(PlanDocument[] plans) => JsonSerializer.Serialize(plans, Default.PlanDocumentArray);
}
