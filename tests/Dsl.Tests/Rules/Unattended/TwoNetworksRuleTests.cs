using System.Linq;
using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Unattended;

public class TwoNetworksRuleTests() : RuleTests("BIV0813")
{
    private const string Interfaces = "auto lo\niface lo inet loopback\nauto eth0\niface eth0 inet dhcp\n";

    [Fact]
    public void A_second_manager_is_found()
    {
        Find(iso => iso.Network(n => n.DhcpOnAllInterfaces()).File("/etc/network/interfaces", Interfaces).Enable("networking", Runlevel.Boot)).ShouldBe(
            ["Services[0]: 'networking' keeps the network, and so does what .Network(...) declares, so two clients fight over an interface; keep one of them"]);
        Elements(iso => iso.Network(n => n.DhcpOnAllInterfaces()).Apks("dhcpcd", "networkmanager").Enable("dhcpcd").Enable("networkmanager")).ShouldBe(["Services[0]", "Services[1]"]);
        Fixes(iso => iso.Network(n => n.DhcpOnAllInterfaces()).Apks("dhcpcd").Enable("dhcpcd")).Single().Kind.ShouldBe(FixKind.Remove);
    }

    [Fact]
    public void One_of_them_alone_is_fine()
    {
        Clean(iso => iso.File("/etc/network/interfaces", Interfaces).Enable("networking", Runlevel.Boot));
        Clean(iso => iso.Network(n => n.DhcpOnAllInterfaces()).Enable("networking").File("/etc/network/interfaces", "auto lo\niface lo inet loopback\n"));
        Clean(iso => iso.Network(n => n.DhcpOnAllInterfaces()).Enable("networking"));
        Clean(iso => iso.Network(n => n.DhcpOnAllInterfaces()).Apks("dhcpcd").Enable("dhcpcd").Disable("dhcpcd"));
        Clean(iso => iso.Network(n => n.DhcpOnAllInterfaces()).Enable("dhcpcd"));
        Clean(iso => iso.Network(n => n.DhcpOnAllInterfaces()).Apks("wpa_supplicant").Enable("wpa_supplicant"));
    }
}
