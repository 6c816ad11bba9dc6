using Bivouac.Boot.Tests.Machine;
using Shouldly;
using Xunit;

namespace Bivouac.Boot.Tests.Network;

public sealed class LayeredInterfaceTests(BaseRoot root)
{
    private const string Log = "/var/log/bivouac-network.log";

    private static readonly string[] Vlan = ["link", "left", "name", "probe", "type", "vlan", "id", "9"];
    private static readonly string[] Bond = ["probe", "type", "bond"];

    [Fact]
    public void U8_A_VLAN_is_made_and_gets_its_address()
    {
        Assert.SkipUnless(Knows(Vlan), "this kernel has no VLANs (8021q)");
        using var system = root.Install(iso => iso.Ssh(s => s.AuthorizedKeys("keys/test.pub")).Network(n => n.Vlan("eth0", 7).Static("eth0.7", "10.77.0.7/24")));
        using var wire = new Wire(system, "eth0") { Inside = "eth0.7" };
        wire.Space.Run("/sbin/ip", "addr", "flush", "dev", "wire");
        wire.Space.Run("/sbin/ip", "link", "add", "link", "wire", "name", "wire.7", "type", "vlan", "id", "7");
        wire.Space.Run("/sbin/ip", "addr", "add", Wire.Address + "/24", "dev", "wire.7");
        wire.Space.Run("/sbin/ip", "link", "set", "wire.7", "up");
        system.Start();
        system.ShouldAnswer("a VLAN", wire, () => system.Lines(Log, "eth0"));
    }

    [Fact]
    public void U8_A_bond_is_made_and_a_member_that_comes_later_joins_it()
    {
        Assert.SkipUnless(Knows(Bond), "this kernel has no bonding");
        using var system = root.Install(iso => iso.Ssh(s => s.AuthorizedKeys("keys/test.pub"))
            .Network(n => n.Bond("bond0", BondMode.ActiveBackup, "eth0", "eth1").Static("bond0", "10.77.0.7/24")));
        using var wire = new Wire(system, "eth0") { Inside = "bond0" };
        system.Start();
        system.UntilLogged(Log, "eth0 joined bond0");
        using var second = new Wire(system, "eth1");
        system.UntilLogged(Log, "eth1 joined bond0");
        system.ShouldAnswer("a bond", wire, () => system.Lines(Log, "bond0"));
    }

    [Fact]
    public void U5_A_VLAN_and_a_bond_that_the_kernel_cannot_make_are_logged_once_and_nothing_else_suffers()
    {
        Assert.SkipWhen(Knows(Vlan) || Knows(Bond), "this kernel has VLANs or bonding");
        using var system = root.Install(iso => iso.Ssh(s => s.AuthorizedKeys("keys/test.pub"))
            .Network(n => n.Vlan("eth0", 7).Dhcp("eth0.7").Bond("bond0", BondMode.Lacp, "eth1").Dhcp("bond0").Static("eth0", "10.77.0.7/24")));
        using var wire = new Wire(system, "eth0");
        system.Start();
        system.ShouldAnswer("a VLAN and a bond, and a kernel that knows neither", wire, () => system.Lines(Log, "cannot"));
        system.ShouldComplete();
        system.UntilLogged(Log, "eth0.7 cannot be made on eth0: ");
        system.UntilLogged(Log, "bond0 cannot be made: the kernel module bonding is missing");
        for (var look = 0; look < 2; look++)
        {
            system.Run("ip link set eth0 down");
            system.Until(() => system.Run("ip link show dev eth0").Contains(",UP"), "the next look has set it up");
        }

        system.Read(Log).Split("bond0 cannot be made").Length.ShouldBe(2);
        system.Read(Log).Split("eth0.7").Length.ShouldBe(2);
        system.Read(Log).Split('\n').ShouldAllBe(l => l.Length == 0 || l.Contains(" network: "), "each line is the service's own");
    }

    /// <summary>Whether the kernel can make an interface of a kind; it loads a module for that where it has one.</summary>
    private bool Knows(string[] arguments)
    {
        root.Require();
        using var space = new NetworkSpace();
        space.Run("/sbin/ip", "link", "add", "left", "type", "veth", "peer", "name", "right");
        return space.Try(["/sbin/ip", "link", "add", .. arguments]).ExitCode == 0;
    }
}
