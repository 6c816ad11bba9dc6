using System.Collections.Generic;
using System.Text.RegularExpressions;
using Bivouac.Rules.Fixes;
using Bivouac.Rules.Inputs;
using Bivouac.Rules.Security;

namespace Bivouac.Rules.Overlay;

/// <summary>BIV0310: a secret that others than its owner can read.</summary>
internal sealed class ReadableSecretRule() : ModelRule(
    "BIV0310",
    "Secret readable by all",
    "{0} holds {1} and has the mode {2}, so {3} can read it; {4}",
    OverlayCategory.Name,
    Severity.Warning)
{
    private static readonly Regex Wireless = new(@"^[ \t]*(?:psk|password|sae_password|private_key_passwd)[ \t]*=[ \t]*[^\s#]", RegexOptions.CultureInvariant | RegexOptions.Multiline);
    private static readonly Regex Tunnel = new(@"^[ \t]*(?:PrivateKey|PresharedKey)[ \t]*=[ \t]*[A-Za-z0-9+/]{43}=", RegexOptions.CultureInvariant | RegexOptions.Multiline);
    private static readonly Regex PppLine = new(@"^[ \t]*[^\s#]+[ \t]+\S+[ \t]+\S", RegexOptions.CultureInvariant | RegexOptions.Multiline);
    private static readonly Regex WirelessPlace = new(@"\A/etc/wpa_supplicant/[^/]*\.conf\z", RegexOptions.CultureInvariant);
    private static readonly Regex TunnelPlace = new(@"\A/etc/wireguard/[^/]+\.conf\z", RegexOptions.CultureInvariant);
    private static readonly Regex PppPlace = new(@"\A/etc/ppp/[a-z]+-secrets\z", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        if (context.ModesMayChange()) yield break;
        foreach (var item in context.InTheEnd())
        {
            if (!item.IsFile || item.CertainBits() is not { } bits || (bits & 0x24) == 0 || SecretIn(item) is not { } secret) continue;
            var forbidden = secret.IsForOwnerOnly ? 0x24 : 4;
            if ((bits & forbidden) == 0) continue;
            var finding = At(item.ModeElement, item.Called(), secret.What, item.Mode?.ToString() ?? "0644 or 0755", (bits & 4) != 0 ? "every user" : "its group", item.CanSetMode
                ? "give it the mode \"0600\""
                : "declare it after the tree with .FileFrom(..., mode: \"0600\")");
            yield return item.CanSetMode ? finding.With(Fix.SetArgument("mode", "\"0600\"")) : finding;
        }
    }

    private static Secret? SecretIn(OverlayItem item)
    {
        if (item.Path is "/etc/shadow" or "/etc/gshadow" or "/etc/shadow-" or "/etc/gshadow-") return item.Text?.Text.Trim() == "" ? null : new("password hashes", false);
        if (PrivateKeys.IsHostKey(item) || PrivateKeys.IsUserKey(item)) return new("a private key", true);
        if (item.Text is not { } text) return null;
        if (PrivateKeys.IndexIn(text) >= 0) return new("a private key", false);
        if (WirelessPlace.IsMatch(item.Path) && Matches(text, Wireless)) return new("passwords of wireless networks", false);
        if (TunnelPlace.IsMatch(item.Path) && Matches(text, Tunnel)) return new("keys of a tunnel", false);
        return PppPlace.IsMatch(item.Path) && Matches(text, PppLine) ? new("passwords", false) : null;
    }

    private static bool Matches(FileText text, Regex pattern) => text.Remember(pattern, pattern.IsMatch);

    private sealed record Secret(string What, bool IsForOwnerOnly);
}
