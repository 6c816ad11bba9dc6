using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Sockets;

namespace Bivouac;

/// <summary>Reads addresses as people and tools write them.</summary>
internal static class Addresses
{
    /// <summary>The family of an address, or null when it is none. (.NET itself also takes <c>10</c> and <c>0x7f.1</c>.)</summary>
    public static AddressFamily? FamilyOf(string? text)
    {
        if (text is null || text.IndexOfAny([' ', '%', '[', 'x', 'X']) >= 0 || !IPAddress.TryParse(text, out var address)) return null;
        return address.AddressFamily == AddressFamily.InterNetwork && text.Split('.').Length != 4 ? null : address.AddressFamily;
    }

    /// <summary>Whether an address is in the subnet of an interface's, both of one family.</summary>
    /// <param name="address">The address.</param>
    /// <param name="subnet">The interface's address with its prefix.</param>
    public static bool IsIn(string address, string subnet)
    {
        var (bits, prefix) = Read(subnet);
        return BitsOf(address).Take(prefix).SequenceEqual(bits.Take(prefix));
    }

    /// <summary>Whether an address with its prefix is that of the subnet itself: no bit of the host is set. A subnet of two addresses or one has none.</summary>
    public static bool IsSubnet(string address)
    {
        var (bits, prefix) = Read(address);
        return prefix < bits.Length - 1 && bits.Skip(prefix).All(b => !b);
    }

    /// <summary>Whether an IPv4 address with its prefix is that of all in the subnet: every bit of the host is set.</summary>
    public static bool IsBroadcast(string address)
    {
        var (bits, prefix) = Read(address);
        return bits.Length == 32 && prefix < 31 && bits.Skip(prefix).All(b => b);
    }

    /// <summary>Whether it is an IPv6 address that every interface has of its own, as routers announce themselves.</summary>
    public static bool IsLinkLocal(string address) => IPAddress.Parse(address).IsIPv6LinkLocal;

    private static (bool[] Bits, int Prefix) Read(string address)
    {
        var parts = address.Split('/');
        return (BitsOf(parts[0]), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    /// <summary>The bits, the first one first.</summary>
    private static bool[] BitsOf(string address) => [.. IPAddress.Parse(address).GetAddressBytes().SelectMany(b => Enumerable.Range(0, 8).Select(i => (b & (0x80 >> i)) != 0))];
}
