using System.Linq;
using System.Reflection;

namespace Bivouac.Package.Tests.Harness;

/// <summary>What the build of this project knows and its tests need.</summary>
internal static class BuildFacts
{
    /// <summary>Debug or Release: what was built is what is packed.</summary>
    public static string Configuration => Read(nameof(Configuration));

    /// <summary>The machine's folder of NuGet packages.</summary>
    public static string PackageFolder => Read(nameof(PackageFolder));

    /// <summary>The root of the repository.</summary>
    public static string RepositoryFolder => Read(nameof(RepositoryFolder));

    private static string Read(string key) =>
        typeof(BuildFacts).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
