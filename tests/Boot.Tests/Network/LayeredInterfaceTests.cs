using Bivouac.Boot.Tests.Machine;
using Shouldly;
using Xunit;

namespace Bivouac.Boot.Tests.Network;

public sealed class LayeredInterfaceTests(BaseRoot root)
{
    private const string Log = "/var/log/bivouac-network.log";

    [Fact]
    public void U8_A_VLAN_is_made_and_gets_its_address()
    {
        using var system = root.Install(iso => iso.Ssh(s => s.AuthorizedKeys("keys/test.pub")).Network(n => n.Vlan("eth0", 7).Static("eth0.7", "10.77.0.7/24")));
        using var wire = new Wire(system, "eth0");
        Assert.SkipUnless(Knows(system, "link", "lo", "name", "probe", "type", "vlan", "id", "9"), "this kernel has no VLANs (8021q)");
        wire.Space.Run("/sbin/ip", "addr", "flush", "dev", "wire");
        wire.Space.Run("/sbin/ip", "link", "add", "link", "wire", "name", "wire.7", "type", "vlan", "id", "7");
        wire.Space.Run("/sbin/ip", "addr", "add", Wire.Address + "/24", "dev", "wire.7");
        wire.Space.Run("/sbin/ip", "link", "set", "wire.7", "up");
        system.Start();
        system.Until(() => system.Ssh(wire, "root", "true").ExitCode != 255 || system.Try("ip addr show dev eth0.7").Output.Contains("10.77.0.7/24"), "the VLAN has its address");
        system.ShouldAnswer("a VLAN", logged: () => system.Lines(Log, "eth0"));
    }

    [Fact]
    public void U8_A_bond_is_made_and_a_member_that_comes_later_joins_it()
    {
        using var system = root.Install(iso => iso.Ssh(s => s.AuthorizedKeys("keys/test.pub"))
            .Network(n => n.Bond("bond0", BondMode.ActiveBackup, "eth0", "eth1").Static("bond0", "10.77.0.7/24")));
        Assert.SkipUnless(Knows(system, "probe", "type", "bond"), "this kernel has no bonding");
        using var first = new Wire(system, "eth0");
        system.Start();
        system.UntilLogged(Log, "eth0 joined bond0");
        system.Until(() => system.Try("ip addr show dev bond0").Output.Contains("10.77.0.7/24"), "the bond has its address");
        using var second = new Wire(system, "eth1");
        system.UntilLogged(Log, "eth1 joined bond0");
        system.ShouldAnswer("a bond", logged: () => system.Lines(Log, "bond0"));
    }

    [Fact]
    public void U5_A_VLAN_and_a_bond_that_the_kernel_cannot_make_are_logged_once_and_nothing_else_suffers()
    {
        using var system = root.Install(iso => iso.Ssh(s => s.AuthorizedKeys("keys/test.pub"))
            .Network(n => n.Vlan("eth0", 7).Dhcp("eth0.7").Bond("bond0", BondMode.Lacp, "eth1").Dhcp("bond0").Static("eth0", "10.77.0.7/24")));
        Assert.SkipWhen(Knows(system, "link", "lo", "name", "probe", "type", "vlan", "id", "9") || Knows(system, "probe", "type", "bond"), "this kernel has VLANs or bonding");
        using var wire = new Wire(system, "eth0");
        system.Start();
        system.ShouldAnswer("a VLAN and a bond, and a kernel that knows neither", wire, () => system.Lines(Log, "cannot"));
        system.ShouldComplete();
        system.UntilLogged(Log, "eth0.7 cannot be made on eth0");
        system.UntilLogged(Log, "bond0 cannot be made: the kernel module bonding is missing");
        system.Read(Log).Split("bond0 cannot be made").Length.ShouldBe(2);
    }

    /// <summary>Whether the kernel can make an interface of a kind. Loading a module for that is the administrator's business.</summary>
    private static bool Knows(BootedSystem system, params string[] arguments)
    {
        if (system.Space.Try(["/sbin/ip", "link", "add", .. arguments]).ExitCode != 0) return false;
        system.Space.Run("/sbin/ip", "link", "delete", "probe");
        return true;
    }
}
