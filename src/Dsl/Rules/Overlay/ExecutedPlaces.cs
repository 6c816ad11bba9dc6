using System;
using System.Linq;
using System.Text.RegularExpressions;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Overlay;

/// <summary>Which places of the running system hold files that are run.</summary>
internal static class ExecutedPlaces
{
    // busybox run-parts takes no name with a dot.
    private static readonly Regex Hook = new(
        @"\A/etc/(?:local\.d/[^/]+\.(?:start|stop)|(?:periodic/(?:15min|hourly|daily|weekly|monthly)|network/if-(?:pre-up|up|down|post-down)\.d|udhcpc/(?:pre|post)-(?:bound|renew|deconfig|leasefail|nak))/[A-Za-z0-9_-]+)\z",
        RegexOptions.CultureInvariant);

    private static readonly Regex Program = new(@"\A/(?:usr/(?:local/)?)?s?bin/[^/]+\z", RegexOptions.CultureInvariant);

    /// <summary>Whether something runs each file of that place by itself.</summary>
    public static bool IsHook(string path) => Hook.IsMatch(path);

    /// <summary>Whether it is a place of programs.</summary>
    public static bool IsProgram(string path) => Program.IsMatch(path);

    /// <summary>Whether the file is there to be run: neither a note beside init scripts nor a text that another script reads.</summary>
    public static bool IsRun(OverlayItem item)
    {
        if (!item.IsFile) return false;
        var name = item.Path.Substring(item.Path.LastIndexOf('/') + 1);
        var isScript = item.Text?.Text.StartsWith("#!", StringComparison.Ordinal);
        return IsHook(item.Path)
            || (InitScript.Is(item.Path) && isScript != false && !name.StartsWith("README", StringComparison.Ordinal) && name[0] != '.')
            || (IsProgram(item.Path) && (isScript ?? !name.Contains('.')));
    }
}
