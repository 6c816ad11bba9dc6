using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bivouac.Mkimage.Building.Runs;

namespace Bivouac.Mkimage.Reporting;

/// <summary>Writes the builds that a builder knows as JSON.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NewLine = "\n")]
[JsonSerializable(typeof(ListedBuild[]))]
internal sealed partial class StatusJson : JsonSerializerContext
{
    /// <summary>The builds as an indented array, the newest first.</summary>
    public static string Write(IEnumerable<KnownBuild> builds) => JsonSerializer.Serialize([.. builds.Select(Reporting.ListedBuild.Of)], Default.ListedBuildArray);
}
