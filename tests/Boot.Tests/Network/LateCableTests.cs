using Bivouac.Boot.Tests.Machine;
using Shouldly;
using Xunit;

namespace Bivouac.Boot.Tests.Network;

public sealed class LateCableTests(BaseRoot root)
{
    private const string Log = "/var/log/bivouac-network.log";

    [Fact]
    public void U8_A_cable_that_is_plugged_in_later_gets_an_address()
    {
        using var system = root.Install(iso => iso.Ssh(s => s.AuthorizedKeys("keys/test.pub")).Network(n => n.Dhcp("eth0")));
        using var wire = new Wire(system, "eth0", isPlugged: false);
        using var server = new DhcpServer(wire, system.Folder("dhcp"));
        system.Start();
        system.ShouldAnswer("no carrier", logged: () => system.Lines(Log, "eth0"));
        system.ShouldComplete();
        system.Read(Log).ShouldContain("eth0 has no link");

        system.UntilClientIsInTheBackground("eth0");
        wire.Plug();
        system.ShouldAnswer("no carrier, the cable comes when the client has given its first three tries up", wire, () => system.Lines(Log, "eth0"));
        system.Read(Log).ShouldContain("eth0 has a link");
    }

    [Fact]
    public void U8_A_cable_that_is_pulled_out_and_plugged_in_again_asks_at_once()
    {
        using var system = root.Install(iso => iso.Ssh(s => s.AuthorizedKeys("keys/test.pub")).Network(n => n.Dhcp("eth0")));
        using var wire = new Wire(system, "eth0");
        using var server = new DhcpServer(wire, system.Folder("dhcp"));
        system.Start();
        system.ShouldAnswer("a DHCP server and a cable from the start", wire, () => system.Lines(Log, "eth0"));

        wire.Unplug();
        system.UntilLogged(Log, "eth0 has no link");
        var before = server.Leases;
        wire.Plug();
        system.Until(() => server.Leases > before, "the lease is confirmed");
        system.ShouldAnswer("the cable is pulled out and plugged in again", wire, () => system.Lines(Log, "eth0"));
        system.Read(Log).Split("asks for an address").Length.ShouldBe(2, "the same client goes on");
    }
}
