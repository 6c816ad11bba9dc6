using System.Globalization;
using System.Linq;
using System.Text;
using Bivouac.Model;

namespace Bivouac.Scripts.Boot;

/// <summary>Prints what the network's service and the DHCP client read.</summary>
internal static class NetworkFiles
{
    /// <summary><c>/etc/bivouac/network.conf</c>: bonds and VLANs first, since addresses may be theirs.</summary>
    public static string Configuration(NetworkDeclaration network)
    {
        var text = new StringBuilder("# Made by Bivouac from .Network(...); changes here are lost.\n");
        foreach (var bond in network.Bonds) text.Append("bond ").Append(bond.Interface).Append(' ').Append(Word(bond.Mode)).Append(' ').Append(string.Join(" ", bond.Members)).Append('\n');
        foreach (var vlan in network.Vlans) text.Append("vlan ").Append(vlan.Interface).Append(' ').Append(vlan.Parent).Append(' ').Append(vlan.Id.ToString(CultureInfo.InvariantCulture)).Append('\n');
        foreach (var address in network.Addresses)
        {
            text.Append(address.Address is null ? "dhcp " : "address ").Append(address.Interface);
            if (address.Address is not null) text.Append(' ').Append(address.Address);
            if (address.Gateway is not null) text.Append(' ').Append(address.Gateway);
            text.Append('\n');
        }

        if (network.DhcpOnAllInterfaces) text.Append("dhcp-all\n");
        return text.ToString();
    }

    /// <summary><c>/etc/resolv.conf</c>.</summary>
    public static string Resolver(NetworkDeclaration network) => string.Concat(
        (network.SearchDomains.Count == 0 ? Enumerable.Empty<string>() : ["search " + string.Join(" ", network.SearchDomains) + "\n"])
        .Concat(network.NameServers.Select(s => "nameserver " + s + "\n")));

    /// <summary><c>/etc/udhcpc/udhcpc.conf</c>, which Alpine's script of the DHCP client reads when it has what the server gave.</summary>
    public static string Client(NetworkDeclaration network) => network.NameServers.Count > 0
        ? "# Made by Bivouac from .Dns(...): the name servers are declared.\nRESOLV_CONF=no\n"
        : "# Made by Bivouac from .SearchDomains(...): the name servers are the DHCP server's.\nsearch=" + ShellQuote.Word(string.Join(" ", network.SearchDomains)) + "\n";

    /// <summary>The hook of the DHCP client that takes the host name. What a server sends is checked: it comes from anybody on the wire.</summary>
    public const string HostnameHook = """
        #!/bin/sh
        # Takes the host name that the DHCP server gave. Made by Bivouac; changes here are lost.
        # What is no host name becomes the beginning of 'bad' in udhcpc.
        # shellcheck disable=SC2154 # udhcpc gives it
        case "$hostname" in
        '' | b | ba | bad | -* | *[!a-zA-Z0-9.-]*) ;;
        *) [ "${#hostname}" -gt 64 ] || hostname "$hostname" ;;
        esac

        """;

    private static string Word(BondMode mode) => mode switch
    {
        BondMode.Lacp => "802.3ad",
        BondMode.BalanceAlb => "balance-alb",
        _ => "active-backup",
    };
}
