namespace Bivouac.Model;

/// <summary>An interface that has an address of its own.</summary>
/// <param name="Interface">The interface, for example <c>eth0</c>.</param>
/// <param name="Address">The address with its prefix, for example <c>192.0.2.7/24</c>; null for DHCP.</param>
/// <param name="Gateway">The default gateway, or null.</param>
public sealed record InterfaceAddress(string Interface, string? Address, string? Gateway);
