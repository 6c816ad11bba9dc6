using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Bivouac.Boot;

/// <summary>How long Alpine's classic <c>networking</c> waits for DHCP, by what <c>/etc/network/interfaces</c> says.</summary>
internal static class InterfacesFile
{
    /// <summary>Alpine's client sends 5 discovers of 3 s each before it goes on in the background.</summary>
    private const int Tries = 5;

    private const int SecondsEach = 3;

    /// <summary>The wait of each interface that is brought up at boot and asks for its address.</summary>
    public static IEnumerable<(TimeSpan? Limit, string Reason)> Waits(string text)
    {
        var lines = text.Split('\n').Select(l => l.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries)).Where(w => w.Length > 0 && w[0][0] != '#').ToArray();
        var automatic = new HashSet<string>(lines.Where(w => w[0] is "auto").SelectMany(w => w.Skip(1)), StringComparer.Ordinal);
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i] is not ["iface", var name, .., "dhcp"] || !automatic.Contains(name)) continue;
            var options = lines.Skip(i + 1).TakeWhile(w => w[0] is not ("iface" or "auto" or "mapping" or "source")).FirstOrDefault(w => w[0] == "udhcpc_opts") ?? [];
            var (tries, seconds) = (Number(options, "-t") ?? Tries, Number(options, "-T") ?? SecondsEach);
            yield return tries == 0
                ? (null, name + " asks with -t 0, which never goes on without an answer")
                : (TimeSpan.FromSeconds(tries * seconds), string.Format(CultureInfo.InvariantCulture, "{0} asks {1} times for {2} s", name, tries, seconds));
        }
    }

    private static int? Number(string[] options, string name) =>
        Array.IndexOf(options, name) is >= 0 and var at && at + 1 < options.Length && int.TryParse(options[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
