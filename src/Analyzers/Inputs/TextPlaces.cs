using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Bivouac.Analyzers.Inputs;

/// <summary>Tells which files are surely text: by their ending, or by the place in the running system that they are for.</summary>
internal static class TextPlaces
{
    private static readonly HashSet<string> Endings = new(
        ["sh", "conf", "cfg", "cnf", "ini", "txt", "md", "json", "yaml", "yml", "toml", "xml", "start", "stop", "rules", "list", "pub", "pem", "service", "initd", "confd", "env", "profile", "awk", "lua", "pl", "py", "rb", "html", "css", "js", "nft"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly Regex Places = new(
        "^/(etc/(init\\.d|conf\\.d|local\\.d|profile\\.d|periodic|network|runlevels|crontabs|doas\\.d|sudoers\\.d|modprobe\\.d|modules-load\\.d|sysctl\\.d|udhcpc|acpi|wpa_supplicant|wireguard|ssh)/"
        + "|etc/(passwd|shadow|group|gshadow|inittab|motd|issue|hosts|fstab|profile|modules|rc\\.conf|resolv\\.conf|hostname|doas\\.conf|sudoers|shells|mdev\\.conf|securetty)$"
        + "|etc/apk/(world|repositories)$|(root|home/[^/]+)/(\\.ssh/|\\.profile$|\\.ashrc$|\\.xinitrc$))",
        RegexOptions.CultureInvariant);

    private static readonly HashSet<string> NoText = new(["gz", "xz", "zst", "bz2", "zip", "tar", "png", "jpg", "gif", "ico", "der", "p12", "pfx", "db", "bin", "so", "ko"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a file is surely text.</summary>
    /// <param name="path">Its path in the project.</param>
    /// <param name="imagePath">Its path in the running system.</param>
    public static bool AreText(string path, string imagePath)
    {
        var name = path.Substring(path.LastIndexOf('/') + 1);
        var ending = name.LastIndexOf('.') is >= 0 and var dot ? name.Substring(dot + 1) : "";
        return Endings.Contains(ending) || (Places.IsMatch(imagePath) && !NoText.Contains(ending) && !IsBinaryKey(imagePath));
    }

    /// <summary>dropbear keeps its host keys in a form of its own.</summary>
    private static bool IsBinaryKey(string imagePath) => imagePath.Split('/').Any(s => s == "dropbear");
}
