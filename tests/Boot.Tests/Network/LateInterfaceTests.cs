using Bivouac.Boot.Tests.Machine;
using Shouldly;
using Xunit;

namespace Bivouac.Boot.Tests.Network;

public sealed class LateInterfaceTests(BaseRoot root)
{
    private const string Log = "/var/log/bivouac-network.log";

    [Fact]
    public void U8_A_network_card_that_appears_is_taken_away_and_comes_back_gets_an_address_each_time()
    {
        using var system = root.Install(iso => iso.Ssh(s => s.AuthorizedKeys("keys/test.pub")).Network(n => n.Dhcp("eth0"))).Start();
        system.ShouldAnswer("the declared interface is not there", logged: () => system.Lines(Log, "."));
        system.ShouldComplete();

        using (var wire = new Wire(system, "eth0"))
        using (new DhcpServer(wire, system.Folder("dhcp")))
        {
            system.ShouldAnswer("a network card appears after the boot", wire, () => system.Lines(Log, "eth0"));
            wire.Remove();
            system.UntilLogged(Log, "eth0 is gone");
            system.Until(() => system.Processes("^udhcpc ").Length == 0, "its client ended");
        }

        using var again = new Wire(system, "eth0");
        using var server = new DhcpServer(again, system.Folder("again"), first: 60);
        system.ShouldAnswer("the network card is taken out and put in again", again, () => system.Lines(Log, "eth0"));
    }

    [Fact]
    public void U8_A_client_that_dies_is_started_again()
    {
        using var system = root.Install(iso => iso.Ssh(s => s.AuthorizedKeys("keys/test.pub")).Network(n => n.Dhcp("eth0")));
        using var wire = new Wire(system, "eth0");
        using var server = new DhcpServer(wire, system.Folder("dhcp"));
        system.Start();
        system.ShouldAnswer("before the client dies", wire, () => system.Lines(Log, "eth0"));
        var before = server.Leases;
        system.Run("kill -KILL " + system.Processes("^udhcpc ").ShouldHaveSingleItem());
        system.Until(() => server.Leases > before, "there is a lease again");
        system.ShouldAnswer("the DHCP client is killed", wire, () => system.Lines(Log, "eth0"));
    }

    [Fact]
    public void U8_The_service_itself_is_started_again_when_it_dies_and_can_be_restarted()
    {
        using var system = root.Install(iso => iso.Ssh(s => s.AuthorizedKeys("keys/test.pub")).Network(n => n.Dhcp("eth0")));
        using var wire = new Wire(system, "eth0");
        using var server = new DhcpServer(wire, system.Folder("dhcp"));
        system.Start();
        system.ShouldAnswer("before the network's service dies", wire);
        system.Run("kill -KILL " + system.Processes("^/bin/sh /usr/lib/bivouac/network$").ShouldHaveSingleItem());
        system.Until(() => system.Read(Log).Split("network: starts").Length == 3, "it started again");
        system.ShouldAnswer("the network's service is killed", wire, () => system.Lines(Log, "."));
        system.Processes("^udhcpc ").Length.ShouldBe(1);

        system.Ssh(wire, "root", "rc-service bivouac-network restart").ExitCode.ShouldBe(0, "who restarts it over the network is not cut off");
        system.Until(() => system.Read(Log).Split("network: starts").Length == 4, "it started again");
        system.ShouldAnswer("the network's service is restarted over SSH", wire, () => system.Lines(Log, "."));
        system.Until(() => system.Processes("^udhcpc ").Length == 1, "there is one client");
    }
}
