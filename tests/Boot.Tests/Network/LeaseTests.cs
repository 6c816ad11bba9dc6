using System;
using Bivouac.Boot.Tests.Machine;
using Shouldly;
using Xunit;

namespace Bivouac.Boot.Tests.Network;

public sealed class LeaseTests(BaseRoot root)
{
    private const string Log = "/var/log/bivouac-network.log";

    /// <summary>udhcpc takes no lease for shorter than 16 seconds, and renews it after half of the time.</summary>
    private const int Shortest = 16;

    [Fact]
    public void U8_A_lease_is_renewed_and_one_that_ran_out_is_asked_for_again()
    {
        using var system = root.Install(iso => iso.Ssh(s => s.AuthorizedKeys("keys/test.pub")).Network(n => n.Dhcp("eth0")));
        using var wire = new Wire(system, "eth0");
        using (var server = new DhcpServer(wire, system.Folder("dhcp"), seconds: Shortest))
        {
            system.Start();
            system.ShouldAnswer("a lease of 16 seconds", wire, () => system.Lines(Log, "eth0"));
            system.Until(() => server.Leases >= 3, "the lease was renewed twice");
            wire.Peer(system).ShouldStartWith("10.77.0.2");
        }

        system.Until(() => wire.Peer(system) == Wire.Nobody, "the lease ran out");
        using var other = new DhcpServer(wire, system.Folder("other"), first: 50);
        system.Until(() => wire.Peer(system).StartsWith("10.77.0.5", StringComparison.Ordinal), "there is an address again");
        system.ShouldAnswer("the lease ran out without a server, then there is another one", wire, () => system.Lines(Log, "eth0"));
        system.Processes("^udhcpc ").Length.ShouldBe(1);
    }
}
