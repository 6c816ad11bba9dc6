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
}
