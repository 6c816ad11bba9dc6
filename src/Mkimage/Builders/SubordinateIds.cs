using System.Globalization;
using System.IO;
using System.Linq;

namespace Bivouac.Mkimage.Builders;

/// <summary>The ids that this machine gives its users for namespaces of their own (/etc/subuid, /etc/subgid).</summary>
internal static class SubordinateIds
{
    private const int Count = 65536;

    /// <summary>The command that gives a user ids that nobody has.</summary>
    /// <param name="user">The user.</param>
    public static string Grant(string user) => $"Run: sudo usermod --add-subuids {FreeRange()} --add-subgids {FreeRange()} {user}";

    private static string FreeRange()
    {
        var next = ((string[])["/etc/subuid", "/etc/subgid"])
            .Where(File.Exists)
            .SelectMany(File.ReadAllLines)
            .Select(static l => l.Split(':'))
            .Where(static f => f.Length == 3)
            .Select(static f => long.TryParse(f[1], out var first) && long.TryParse(f[2], out var count) ? first + count : 0)
            .Append(100_000)
            .Max();
        return string.Create(CultureInfo.InvariantCulture, $"{next}-{next + Count - 1}");
    }
}
