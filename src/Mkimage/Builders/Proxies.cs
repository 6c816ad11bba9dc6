using System;
using System.Collections.Generic;
using System.Linq;

namespace Bivouac.Mkimage.Builders;

/// <summary>
/// The proxies of the user's machine, through which apk asks a mirror that has a URL: nothing else of its environment is seen in a builder.
/// They go in under the names that every program knows, whichever the user's shell sets.
/// </summary>
internal static class Proxies
{
    private const string ForHttp = "http_proxy";
    private const string ForHttps = "https_proxy";
    private const string Except = "no_proxy";

    /// <summary>The variables that are set; none for a mirror that is a folder.</summary>
    /// <param name="mirror">The mirror.</param>
    public static IReadOnlyDictionary<string, string> For(Mirror mirror) => For(mirror, Environment.GetEnvironmentVariable);

    /// <summary>The variables that an environment sets; none for a mirror that is a folder.</summary>
    /// <param name="mirror">The mirror.</param>
    /// <param name="variable">Gives a variable of the environment by its name.</param>
    public static IReadOnlyDictionary<string, string> For(Mirror mirror, Func<string, string?> variable)
    {
        var proxies = new Dictionary<string, string>(StringComparer.Ordinal);
        if (mirror.IsFolder)
            return proxies;

        // As .NET takes them, with which this machine asks the mirror.
        var all = Find("all_proxy") is { } every && (every.StartsWith("http", StringComparison.OrdinalIgnoreCase) || !every.Contains("://", StringComparison.Ordinal)) ? every : null;
        Set(ForHttp, Find(ForHttp) ?? all);
        Set(ForHttps, Find(ForHttps) ?? all);
        if (proxies.Count > 0)
            Set(Except, Find(Except));
        return proxies;

        string? Find(string name) => ((string[])[name, name.ToUpperInvariant()]).Select(variable).FirstOrDefault(static v => !string.IsNullOrEmpty(v));

        void Set(string name, string? value)
        {
            if (value is not null)
                proxies[name] = value;
        }
    }

    /// <summary>The variables among lines <c>NAME=VALUE</c>, such as a container's configuration or what a machine elsewhere printed.</summary>
    /// <param name="mirror">The mirror.</param>
    /// <param name="lines">The lines.</param>
    public static IReadOnlyDictionary<string, string> Among(Mirror mirror, IEnumerable<string> lines)
    {
        var variables = lines
            .Select(static l => l.Split('=', 2))
            .Where(static l => l.Length == 2)
            .GroupBy(static l => l[0], StringComparer.Ordinal)
            .ToDictionary(static g => g.Key, static g => g.Last()[1], StringComparer.Ordinal);
        return For(mirror, variables.GetValueOrDefault);
    }

    /// <summary>The proxy through which apk asks for a URL, or null when it asks the server itself.</summary>
    /// <param name="proxies">The variables.</param>
    /// <param name="url">The URL.</param>
    public static Uri? Of(IReadOnlyDictionary<string, string> proxies, Uri url)
    {
        if (!proxies.TryGetValue(url.Scheme == Uri.UriSchemeHttps ? ForHttps : ForHttp, out var proxy) || IsExcepted(proxies.GetValueOrDefault(Except), url.Host))
            return null;
        return Uri.TryCreate(proxy.Contains("://", StringComparison.Ordinal) ? proxy : "http://" + proxy, UriKind.Absolute, out var uri) ? uri : null;
    }

    // As apk reads it: the ends of names, apart by commas or spaces.
    private static bool IsExcepted(string? except, string host) =>
        (except ?? "").Split([',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Any(e => e == "*" || host.EndsWith(e, StringComparison.OrdinalIgnoreCase));
}
