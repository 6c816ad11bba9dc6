using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Bivouac.Rules.Inputs;

namespace Bivouac.Boot;

/// <summary>How long Alpine's classic <c>networking</c> waits for DHCP, by what <c>/etc/network/interfaces</c> says.</summary>
internal static class InterfacesFile
{
    /// <summary>Alpine's client sends 5 discovers of 3 s each before it goes on in the background.</summary>
    private const int Tries = 5;

    private const int SecondsEach = 3;

    /// <summary>Other clients, which <c>networking</c> prefers where they are installed, and their own limits before they go on in the background: dhcpcd.conf(5), dhclient.conf(5).</summary>
    private static readonly (string Package, int Seconds)[] Others = [("dhcpcd", 30), ("dhclient", 300)];

    /// <summary>The wait of each interface that is brought up at boot and asks for its address.</summary>
    /// <param name="text">The file.</param>
    /// <param name="packages">What is installed.</param>
    public static IEnumerable<(TimeSpan? Limit, string Reason)> Waits(string text, IReadOnlyList<string> packages)
    {
        var lines = text.Split('\n').Select(l => l.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries)).Where(w => w.Length > 0 && w[0][0] != '#').ToArray();
        var automatic = new HashSet<string>(lines.Where(w => w[0] is "auto").SelectMany(w => w.Skip(1)), StringComparer.Ordinal);
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i] is not ["iface", var name, .., "dhcp"] || !automatic.Contains(name)) continue;
            if (Others.FirstOrDefault(o => packages.Contains(o.Package)) is { Package: { } other, Seconds: var limit })
            {
                yield return (TimeSpan.FromSeconds(limit), string.Format(CultureInfo.InvariantCulture, "{0} waits {1} s for {2}", other, limit, name));
                continue;
            }

            var options = lines.Skip(i + 1).TakeWhile(w => w[0] is not ("iface" or "auto" or "mapping" or "source")).FirstOrDefault(w => w[0] is "udhcpc_opts" or "udhcpc-opts") ?? [];
            var (tries, seconds) = (UdhcpcOptions.Number(options.Skip(1), 't') ?? Tries, UdhcpcOptions.Number(options.Skip(1), 'T') ?? SecondsEach);
            yield return tries == 0
                ? (null, name + " asks with -t 0, which never goes on without an answer")
                : (TimeSpan.FromSeconds(tries * seconds), string.Format(CultureInfo.InvariantCulture, "{0} asks {1} times for {2} s", name, tries, seconds));
        }
    }
}
