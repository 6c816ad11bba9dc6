using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Sockets;
using Bivouac.Model;

namespace Bivouac;

/// <summary>
/// Declares the network: the service <c>bivouac-network</c> in the runlevel boot. It works in the background, for ever, and nothing
/// waits for it: an interface that appears later, a cable that is plugged in later, a server that answers later are all taken up.
/// </summary>
public sealed class NetworkBuilder
{
    private readonly Recorder _recorder;
    private readonly List<InterfaceAddress> _addresses = [];
    private readonly List<VlanInterface> _vlans = [];
    private readonly List<BondInterface> _bonds = [];
    private readonly List<string> _nameServers = [];
    private readonly List<string> _searchDomains = [];
    private bool _dhcpOnAll;
    private bool _hostnameFromDhcp;

    internal NetworkBuilder(Recorder recorder) => _recorder = recorder;

    /// <summary>Whether anything was declared.</summary>
    internal bool IsDeclared { get; set; }

    /// <summary>
    /// Gives every physical interface that nothing else is declared for an address by DHCP, wireless ones without: <c>udhcpc</c> per interface,
    /// asking for ever and renewing its lease, also on interfaces that are plugged in later (contract U8).
    /// </summary>
    public NetworkBuilder DhcpOnAllInterfaces()
    {
        _recorder.Note(ElementPath.Network + ".DhcpOnAllInterfaces");
        _dhcpOnAll = true;
        return this;
    }

    /// <summary>Gives an interface its address by DHCP, a VLAN or bond for example.</summary>
    /// <param name="interface">The interface, for example <c>eth0.10</c>.</param>
    /// <exception cref="ArgumentException">It is not an interface's name, or has an address declared already.</exception>
    public NetworkBuilder Dhcp(string @interface) => Add(new(CheckInterface(@interface, nameof(@interface)), null, null), nameof(@interface));

    /// <summary>Gives an interface a fixed address.</summary>
    /// <param name="interface">The interface, for example <c>eth0</c>.</param>
    /// <param name="address">IPv4 or IPv6 with its prefix, for example <c>192.0.2.7/24</c>.</param>
    /// <param name="gateway">
    /// The default gateway in the same family, or null for none: in a subnet of the interface that is declared by now, since the kernel reaches no other
    /// one; or a link-local IPv6 address.
    /// </param>
    /// <exception cref="ArgumentException">One of them is not that, the address is its subnet's own or broadcast address, or the interface has an address declared already.</exception>
    public NetworkBuilder Static(string @interface, string address, string? gateway = null)
    {
        CheckInterface(@interface, nameof(@interface));
        var family = CheckAddress(address, nameof(address));
        if (gateway is not null && Addresses.FamilyOf(gateway) != family)
            throw new ArgumentException($"'{gateway}' is no gateway of that address; write an address of the same family without a prefix", nameof(gateway));
        if (Addresses.IsSubnet(address) || Addresses.IsBroadcast(address))
            throw new ArgumentException($"'{address}' is the {(Addresses.IsSubnet(address) ? "subnet's own" : "broadcast")} address, which no machine can have; give one between the first and the last", nameof(address));
        if (gateway is not null && !Addresses.IsLinkLocal(gateway) && !SubnetsOf(@interface, family).Append(address).Any(s => Addresses.IsIn(gateway, s)))
            throw new ArgumentException($"the gateway '{gateway}' is in no subnet of {@interface}, so the kernel would refuse it; correct it or the prefix, or declare the address of its subnet first", nameof(gateway));
        return Add(new(@interface, address, gateway), nameof(@interface));
    }

    /// <summary>Makes a VLAN: the interface <c>PARENT.ID</c>. Give it an address with <see cref="Dhcp"/> or <see cref="Static"/>.</summary>
    /// <param name="parent">The interface below.</param>
    /// <param name="id">The VLAN's number, 1 to 4094.</param>
    /// <exception cref="ArgumentException">It is not that, or the name would be longer than the kernel's 15 characters.</exception>
    public NetworkBuilder Vlan(string parent, int id)
    {
        CheckInterface(parent, nameof(parent));
        if (id is < 1 or > 4094) throw new ArgumentOutOfRangeException(nameof(id), "VLANs have the numbers 1 to 4094");
        var vlan = new VlanInterface(parent, id);
        CheckInterface(vlan.Interface, nameof(parent));
        if (_vlans.Contains(vlan)) throw new ArgumentException($"the VLAN {vlan.Interface} is declared already; declare it once", nameof(id));
        _recorder.Note(ElementPath.Of(ElementPath.Network + ".Vlans", _vlans.Count), nameof(parent));
        _vlans.Add(vlan);
        return this;
    }

    /// <summary>Makes several interfaces act as one. Give it an address with <see cref="Dhcp"/> or <see cref="Static"/>.</summary>
    /// <param name="name">The interface that it makes, for example <c>bond0</c>.</param>
    /// <param name="mode">How they share the work.</param>
    /// <param name="members">The interfaces below; one that is plugged in later joins then.</param>
    /// <exception cref="ArgumentException">A name is none, there are no members, or one belongs to another bond or has an address of its own.</exception>
    public NetworkBuilder Bond(string name, BondMode mode, params string[] members)
    {
        CheckInterface(name, nameof(name));
        if (mode is < BondMode.ActiveBackup or > BondMode.BalanceAlb) throw new ArgumentOutOfRangeException(nameof(mode), "there is no such mode");
        if (members is null || members.Length == 0) throw new ArgumentException($"the bond {name} has no members; name the interfaces below", nameof(members));
        if (_bonds.Any(b => b.Interface == name)) throw new ArgumentException($"the bond {name} is declared already; declare it once", nameof(name));
        foreach (var member in members)
        {
            CheckInterface(member, nameof(members));
            if (_bonds.FirstOrDefault(b => b.Members.Contains(member)) is { } other)
                throw new ArgumentException($"{member} is a member of the bond {other.Interface} already; an interface has one bond", nameof(members));
            if (_addresses.Any(a => a.Interface == member))
                throw new ArgumentException($"{member} has an address of its own; as a member of {name} it must have none", nameof(members));
        }

        _recorder.Note(ElementPath.Of(ElementPath.Network + ".Bonds", _bonds.Count), nameof(name));
        _bonds.Add(new(name, mode, new(members)));
        return this;
    }

    /// <summary>Declares the name servers, in the place of those that DHCP gives: <c>/etc/resolv.conf</c>.</summary>
    /// <param name="servers">Addresses; the resolver asks the first three.</param>
    /// <exception cref="ArgumentException">One is not an address.</exception>
    public NetworkBuilder Dns(params string[] servers)
    {
        _recorder.Add(_nameServers, ElementPath.Network + ".NameServers", servers, nameof(servers), s => Addresses.FamilyOf(s) is not null ? s
            : throw new ArgumentException($"'{s}' is not the address of a name server; write it as numbers", nameof(servers)));
        return this;
    }

    /// <summary>Declares domains in which bare names are looked for, in the place of those that DHCP gives. The name servers are those of <see cref="Dns"/>, or DHCP's.</summary>
    /// <param name="domains">The domains.</param>
    /// <exception cref="ArgumentException">One is not a domain.</exception>
    public NetworkBuilder SearchDomains(params string[] domains)
    {
        _recorder.Add(_searchDomains, ElementPath.Network + ".SearchDomains", domains, nameof(domains), d => Names.IsHostname(d) ? d
            : throw new ArgumentException($"'{d}' is not a domain; write it as 'example.org'", nameof(domains)));
        return this;
    }

    /// <summary>Takes the host name that a DHCP server gives, in the place of the declared one. (Alpine's own client passes over it.)</summary>
    public NetworkBuilder HostnameFromDhcp()
    {
        _recorder.Note(ElementPath.Network + ".HostnameFromDhcp");
        _hostnameFromDhcp = true;
        return this;
    }

    internal NetworkDeclaration? Build() => !IsDeclared ? null : new()
    {
        DhcpOnAllInterfaces = _dhcpOnAll,
        Addresses = new(_addresses),
        Vlans = new(_vlans),
        Bonds = new(_bonds),
        NameServers = new(_nameServers),
        SearchDomains = new(_searchDomains),
        HostnameFromDhcp = _hostnameFromDhcp,
    };

    private IEnumerable<string> SubnetsOf(string @interface, AddressFamily family) =>
        _addresses.Where(a => a.Interface == @interface && a.Address is not null && Addresses.FamilyOf(a.Address.Split('/')[0]) == family).Select(a => a.Address!);

    private NetworkBuilder Add(InterfaceAddress address, string parameter)
    {
        if (_addresses.Any(a => a.Interface == address.Interface && (a.Address is null || address.Address is null || a.Address == address.Address)))
            throw new ArgumentException($"{address.Interface} has an address declared already; DHCP or fixed ones, each once", parameter);
        if (_bonds.FirstOrDefault(b => b.Members.Contains(address.Interface)) is { } bond)
            throw new ArgumentException($"{address.Interface} is a member of {bond.Interface}; give the address to {bond.Interface}", parameter);
        _recorder.Note(ElementPath.Of(ElementPath.Network + ".Addresses", _addresses.Count), parameter);
        _addresses.Add(address);
        return this;
    }

    private static string CheckInterface(string name, string parameter)
    {
        if (!Names.IsWord(name) || name.Length > 15)
            throw new ArgumentException($"'{name}' is not the name of a network interface; use letters, digits, '.', '_' and '-', 15 characters at most", parameter);
        return name;
    }

    private static AddressFamily CheckAddress(string address, string parameter)
    {
        var parts = (address ?? "").Split('/');
        if (parts.Length == 2 && Addresses.FamilyOf(parts[0]) is { } family
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var prefix)
            && prefix <= (family == AddressFamily.InterNetwork ? 32 : 128))
            return family;
        throw new ArgumentException($"'{address}' is not an address with its prefix; write it as '192.0.2.7/24' or '2001:db8::7/64'", parameter);
    }
}
