using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Unattended;

public class SlowDhcpRuleTests() : RuleTests("BIV0816")
{
    private const string Slow = "auto lo\niface lo inet loopback\n\nauto eth0\niface eth0 inet dhcp\n\thostname x\n";

    [Fact]
    public void An_interface_that_waits_is_found() => Find(iso => iso.Enable("networking", Runlevel.Boot).File("/etc/network/interfaces", Slow)).ShouldBe(
        ["Overlay[0].Content: '/etc/network/interfaces' lets the boot wait 15 seconds for eth0 when no server answers, and for each interface without a cable; declare .Network(net => net.DhcpOnAllInterfaces()), or give the interface 'udhcpc_opts -b -t 1 -T 1 -A 10'"]);

    [Fact]
    public void The_options_of_another_interface_are_not_its_own() =>
        Elements(iso => iso.Enable("networking", Runlevel.Boot).File("/etc/network/interfaces", Slow + "auto eth1\niface eth1 inet dhcp\n\tudhcpc_opts -b -t 1\n")).ShouldBe(["Overlay[0].Content"]);

    [Theory]
    [InlineData(Slow + "\tudhcpc_opts -b -t 1 -T 1 -A 10\n")]
    [InlineData("auto eth0\niface eth0 inet static\n\taddress 192.0.2.7/24\n")]
    [InlineData("iface eth0 inet dhcp\n")]
    [InlineData("auto wlan0\niface wlan0 inet dhcp\n")]
    [InlineData("auto eth0\n# iface eth0 inet dhcp\n")]
    public void Others_are_fine(string text) => Clean(iso => iso.Enable("networking", Runlevel.Boot).File("/etc/network/interfaces", text));

    [Fact]
    public void Where_others_keep_the_network_nothing_is_said()
    {
        Clean(iso => iso.File("/etc/network/interfaces", Slow));
        Clean(iso => iso.Enable("networking").Disable("networking").File("/etc/network/interfaces", Slow));
        Clean(iso => iso.Enable("networking").Apks("dhcpcd").File("/etc/network/interfaces", Slow));
        Clean(iso => iso.Enable("networking").Network(n => n.DhcpOnAllInterfaces()).File("/etc/network/interfaces", Slow));
        Clean(iso => iso.Enable("networking").FileFrom("/etc/network/interfaces", "interfaces"));
    }
}
