namespace Bivouac.Model;

/// <summary>The network: what <c>/etc/bivouac/network.conf</c> says to the service <c>bivouac-network</c>.</summary>
public sealed record NetworkDeclaration
{
    /// <summary>Whether every physical interface that nothing else is declared for gets its address by DHCP, one that is plugged in later as well.</summary>
    public bool DhcpOnAllInterfaces { get; init; }

    /// <summary>Interfaces with an address of their own, by DHCP or fixed.</summary>
    public EquatableArray<InterfaceAddress> Addresses { get; init; }

    /// <summary>VLANs.</summary>
    public EquatableArray<VlanInterface> Vlans { get; init; }

    /// <summary>Bonds.</summary>
    public EquatableArray<BondInterface> Bonds { get; init; }

    /// <summary>Name servers; when there are any, those of DHCP are not used.</summary>
    public EquatableArray<string> NameServers { get; init; }

    /// <summary>Domains in which bare names are looked for.</summary>
    public EquatableArray<string> SearchDomains { get; init; }

    /// <summary>Whether a host name that DHCP gives becomes the machine's.</summary>
    public bool HostnameFromDhcp { get; init; }
}
