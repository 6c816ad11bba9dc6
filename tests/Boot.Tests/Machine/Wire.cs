using System;
using System.Text.RegularExpressions;

namespace Bivouac.Boot.Tests.Machine;

/// <summary>A cable with what is at its other end: a pair of veth interfaces, one in a system, one in a network namespace of its own.</summary>
internal sealed class Wire : IDisposable
{
    /// <summary>The other end's address.</summary>
    public const string Address = "10.77.0.1";

    /// <summary>An address that nobody has.</summary>
    public const string Nobody = "10.77.0.254";

    private const string Outside = "wire";

    /// <param name="system">The system.</param>
    /// <param name="inside">The interface that it sees.</param>
    /// <param name="isPlugged">Whether the cable is plugged in already.</param>
    public Wire(BootedSystem system, string inside, bool isPlugged = true)
    {
        Inside = inside;
        Space.Run("/sbin/ip", "link", "add", Outside, "type", "veth", "peer", "name", inside, "netns", system.Space.Pid);
        Space.Run("/sbin/ip", "addr", "add", Address + "/24", "dev", Outside);
        if (isPlugged) Plug();
    }

    /// <summary>The system's interface that has the address: its end of the cable unless a test says otherwise.</summary>
    public string Inside { get; set; }

    /// <summary>The network at the other end.</summary>
    public NetworkSpace Space { get; } = new();

    /// <summary>Plugs the cable in: the system's interface gets a carrier.</summary>
    public void Plug() => Space.Run("/sbin/ip", "link", "set", Outside, "up");

    /// <summary>Pulls the cable out: the system's interface loses its carrier.</summary>
    public void Unplug() => Space.Run("/sbin/ip", "link", "set", Outside, "down");

    /// <summary>Takes the network card out.</summary>
    public void Remove() => Space.Run("/sbin/ip", "link", "delete", Outside);

    /// <summary>The IPv4 address that the interface <see cref="Inside"/> has now, or <see cref="Nobody"/>.</summary>
    public string Peer(BootedSystem system) =>
        Regex.Match(system.Space.Try("/sbin/ip", "-4", "-o", "addr", "show", "dev", Inside).Output, @"inet (10\.77\.0\.[0-9]+)/").Groups[1] is { Success: true } address ? address.Value : Nobody;

    public void Dispose() => Space.Dispose();
}
