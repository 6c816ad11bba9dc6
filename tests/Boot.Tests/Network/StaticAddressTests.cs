using Bivouac.Boot.Tests.Machine;
using Shouldly;
using Xunit;

namespace Bivouac.Boot.Tests.Network;

public sealed class StaticAddressTests(BaseRoot root)
{
    private const string Log = "/var/log/bivouac-network.log";

    [Fact]
    public void U8_A_static_address_and_its_gateway_are_set_and_come_back_after_the_link_was_away()
    {
        using var system = root.Install(iso => iso.Ssh(s => s.AuthorizedKeys("keys/test.pub"))
            .Network(n => n.Static("eth0", "10.77.0.7/24", Wire.Address).Static("eth0", "fd00:77::7/64", "fd00:77::1")));
        using var wire = new Wire(system, "eth0", isPlugged: false);
        system.Start();
        system.ShouldAnswer("a static address, no carrier", logged: () => system.Lines(Log, "eth0"));
        system.ShouldComplete();
        wire.Plug();
        system.ShouldAnswer("a static address, the cable comes later", wire, () => system.Lines(Log, "eth0"));
        wire.Peer(system).ShouldBe("10.77.0.7");
        system.Run("ip -4 route show default").ShouldContain("via 10.77.0.1 dev eth0");
        system.Run("ip -6 route show default").ShouldContain("via fd00:77::1 dev eth0");
        system.Run("ip -6 addr show dev eth0").ShouldContain("fd00:77::7/64");
        system.Read(Log).Split("has the address 10.77.0.7/24").Length.ShouldBe(2, "what is there already is not said again");

        wire.Unplug();
        system.Run("ip link set eth0 down");
        wire.Plug();
        system.Until(() => system.Run("ip -4 route show default").Contains("10.77.0.1"), "the gateway is there again");
        system.Until(() => system.Run("ip -6 route show default").Contains("fd00:77::1"), "the IPv6 gateway is there again");
        system.ShouldAnswer("a static address, somebody set the interface down", wire, () => system.Lines(Log, "eth0"));
    }
}
