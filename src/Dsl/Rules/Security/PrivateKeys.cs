using System.Linq;
using System.Text.RegularExpressions;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Security;

/// <summary>Tells private keys by their text and by their place.</summary>
internal static class PrivateKeys
{
    private static readonly object Key = new();

    /// <summary>The first line with what follows it: a script that only looks for such a line holds no key.</summary>
    private static readonly Regex Pem = new(
        @"^[ \t]*-----BEGIN (?:[A-Z]+ )?PRIVATE KEY(?: BLOCK)?-----[ \t]*\r?\n(?:[A-Za-z-]+: [^\n]*\n|[ \t]*\r?\n){0,8}[ \t]*[A-Za-z0-9+/=]{16}",
        RegexOptions.CultureInvariant | RegexOptions.Multiline);

    private static readonly Regex HostKey = new(@"\A/etc/(?:ssh/ssh_host_[A-Za-z0-9_]+_key|dropbear/dropbear_[A-Za-z0-9]+_host_key)\z", RegexOptions.CultureInvariant);

    private static readonly Regex UserKey = new(@"\A(?:/root|/home/[^/]+)/\.ssh/id_(?:rsa|dsa|ecdsa|ed25519|ecdsa_sk|ed25519_sk)\z", RegexOptions.CultureInvariant);

    /// <summary>Where a private key begins; -1 when there is none.</summary>
    public static int IndexIn(FileText text) => text.Remember(Key, t => Pem.Match(t) is { Success: true } match ? match.Index + match.Value.IndexOf('-') : -1);

    /// <summary>Whether it is the key of an SSH server: by its place, unless its text is none.</summary>
    public static bool IsHostKey(OverlayItem item) => item.IsFile && HostKey.IsMatch(item.Path) && (IsDropbear(item) || IsKeyOrUnknown(item));

    /// <summary>Whether it is a user's SSH key: by its place, unless its text is none.</summary>
    public static bool IsUserKey(OverlayItem item) => item.IsFile && UserKey.IsMatch(item.Path) && IsKeyOrUnknown(item);

    /// <summary>dropbear keeps its keys in a form of its own, which is no text. An empty file is none.</summary>
    private static bool IsDropbear(OverlayItem item) => item.Path.Split('/').Contains("dropbear") && item.Text is not { Text.Length: 0 };

    private static bool IsKeyOrUnknown(OverlayItem item) => item.Text is not { } text || IndexIn(text) >= 0;
}
