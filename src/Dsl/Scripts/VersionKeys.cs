using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;

namespace Bivouac.Scripts;

/// <summary>Which entries of VERSIONS an image names.</summary>
public static class VersionKeys
{
    /// <summary>The keys that the image refers to, each once, in ordinal order.</summary>
    /// <param name="model">The image.</param>
    public static IReadOnlyList<string> Of(LiveCdModel model) =>
        model.Texts().SelectMany(t => t.Value.Parts).Where(p => p.Key is not null).Select(p => p.Key!)
            .Distinct().OrderBy(k => k, System.StringComparer.Ordinal).ToArray();

    /// <summary>Whether the scripts source VERSIONS. Smoke tests stand in none of them.</summary>
    internal static bool AreUsed(LiveCdModel model) => model.Texts().Any(t => t.Value.IsSymbolic && !t.Key.StartsWith(ElementPath.SmokeTests, System.StringComparison.Ordinal));
}
