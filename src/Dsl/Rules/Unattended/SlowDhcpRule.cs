using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Bivouac.Model;
using Bivouac.Rules.Overlay;

namespace Bivouac.Rules.Unattended;

/// <summary>BIV0816: Alpine's own networking waits for each interface that gets no answer by DHCP (contract U8).</summary>
internal sealed class SlowDhcpRule() : ModelRule(
    "BIV0816",
    "Boot waits for DHCP",
    "{0} lets the boot wait 15 seconds for {1} when no server answers, and for each interface without a cable; declare .Network(net => net.DhcpOnAllInterfaces()), or give the interface 'udhcpc_opts -b -t 1 -T 1 -A 10'",
    UnattendedCategory.Name,
    Severity.Info)
{
    private static readonly object Key = new();

    private static readonly Regex Stanza = new(@"^[ \t]*iface[ \t]+(?<name>\S+)[ \t]+inet[ \t]+dhcp\b[^\n]*\n?(?<body>(?:[ \t]*(?!(?:iface|auto|allow-\S*|source\S*|mapping)\b)[^\n]*(?:\n|\z))*)", RegexOptions.CultureInvariant | RegexOptions.Multiline);

    private static readonly Regex Automatic = new(@"^[ \t]*(?:auto|allow-auto)[ \t]+(?<names>[^\n#]*)", RegexOptions.CultureInvariant | RegexOptions.Multiline);

    /// <summary>Packages with another client, which Alpine's networking prefers.</summary>
    private static readonly HashSet<string> OtherClients = new(["dhcpcd", "dhclient", "networkmanager", "connman"], StringComparer.Ordinal);

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        if (model.Network is not null || ImpliedParts.InstalledApks(model).Any(OtherClients.Contains) || !model.EnabledServices().Any(s => s.Service == "networking")) yield break;
        if (context.Overlay["/etc/network/interfaces"] is not { IsFile: true, Text: { } text } item || context.Services.ScriptOf("networking") is not null) yield break;
        if (text.Remember(Key, Slow) is { } name) yield return At(item.ContentElement, item.Called(), name);
    }

    /// <summary>The first interface that waits. A wireless one has an answer only when something else has let it in.</summary>
    private static string? Slow(string text)
    {
        var automatic = new HashSet<string>(Automatic.Matches(text).Cast<Match>().SelectMany(m => m.Groups["names"].Value.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries)), StringComparer.Ordinal);
        return Stanza.Matches(text).Cast<Match>()
            .Where(m => automatic.Contains(m.Groups["name"].Value) && !m.Groups["name"].Value.StartsWith("wl", StringComparison.Ordinal))
            .FirstOrDefault(m => !m.Groups["body"].Value.Contains("udhcpc"))?.Groups["name"].Value;
    }
}
