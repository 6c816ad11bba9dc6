using System.Text.Json;
using System.Text.Json.Serialization;
using Bivouac.Mkimage.Builders.Sandbox;

namespace Bivouac.Mkimage.Builders.Stores;

/// <summary>Reads and writes what is known of provisioned builders.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NewLine = "\n")]
[JsonSerializable(typeof(ProvisionedBuilder[]))]
[JsonSerializable(typeof(RootDescription))]
internal sealed partial class StoreJson : JsonSerializerContext
{
    /// <summary>The builders as an indented array.</summary>
    public static string Write(ProvisionedBuilder[] builders) => JsonSerializer.Serialize(builders, Default.ProvisionedBuilderArray);
}
