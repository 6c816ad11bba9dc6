using System;
using System.Collections.Generic;
using System.Linq;

namespace Bivouac.Mkimage.Builders;

/// <summary>The proxies of the user's machine, through which apk asks a mirror that has a URL: nothing else of its environment is seen in a builder.</summary>
internal static class Proxies
{
    private static readonly string[] Names = ["http_proxy", "https_proxy", "no_proxy"];

    /// <summary>The variables that are set; none for a mirror that is a folder.</summary>
    /// <param name="mirror">The mirror.</param>
    public static IReadOnlyDictionary<string, string> For(Mirror mirror) => mirror.IsFolder
        ? new Dictionary<string, string>()
        : Names
            .Select(static n => (Name: n, Value: Environment.GetEnvironmentVariable(n)))
            .Where(static v => !string.IsNullOrEmpty(v.Value))
            .ToDictionary(static v => v.Name, static v => v.Value!, StringComparer.Ordinal);
}
