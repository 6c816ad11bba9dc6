using Bivouac.Boot.Tests.Machine;
using Xunit;

namespace Bivouac.Boot.Tests.Network;

public sealed class LateServerTests(BaseRoot root)
{
    private const string Log = "/var/log/bivouac-network.log";

    [Fact]
    public void U8_A_DHCP_server_that_comes_later_is_taken_up()
    {
        using var system = root.Install(iso => iso.Ssh(s => s.AuthorizedKeys("keys/test.pub")).Network(n => n.Dhcp("eth0")));
        using var wire = new Wire(system, "eth0");
        system.Start();
        system.ShouldAnswer("no DHCP server", logged: () => system.Lines(Log, "eth0"));
        system.ShouldComplete();

        system.UntilClientIsInTheBackground("eth0");
        using var server = new DhcpServer(wire, system.Folder("dhcp"));
        system.ShouldAnswer("the DHCP server comes when the client has given its first three tries up", wire, () => system.Lines(Log, "eth0"));
    }
}
