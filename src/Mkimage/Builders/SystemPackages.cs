using System;
using System.IO;
using System.Linq;

namespace Bivouac.Mkimage.Builders;

/// <summary>How a package is had on this machine.</summary>
internal static class SystemPackages
{
    /// <summary>The command that installs a package with this machine's own package manager.</summary>
    /// <param name="debian">What Debian calls it.</param>
    /// <param name="fedora">What Fedora calls it.</param>
    /// <param name="alpine">What Alpine calls it.</param>
    public static string Install(string debian, string fedora, string alpine)
    {
        var system = File.Exists("/etc/os-release") ? File.ReadAllText("/etc/os-release") : "";
        bool Is(string id) => system.Split('\n').Any(l =>
            (l.StartsWith("ID=", StringComparison.Ordinal) || l.StartsWith("ID_LIKE=", StringComparison.Ordinal))
            && l.Contains(id, StringComparison.Ordinal));
        return Is("debian") ? $"Run: sudo apt-get install {debian}"
            : Is("fedora") ? $"Run: sudo dnf install {fedora}"
            : Is("alpine") ? $"Run: doas apk add {alpine}"
            : $"Install what Debian calls {debian}.";
    }
}
