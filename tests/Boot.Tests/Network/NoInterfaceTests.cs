using Bivouac.Boot.Tests.Machine;
using Shouldly;
using Xunit;

namespace Bivouac.Boot.Tests.Network;

public sealed class NoInterfaceTests(BaseRoot root)
{
    [Fact]
    public void U7_Sshd_answers_on_a_machine_without_any_interface()
    {
        using var system = root.Install(iso => iso.Ssh(s => s.AuthorizedKeys("keys/test.pub")).Network(n => n.DhcpOnAllInterfaces())).Start();
        system.ShouldAnswer("no interface, sshd", logged: () => system.Read("/var/log/bivouac-network.log"));
        system.ShouldComplete();
        system.Read("/var/log/bivouac-network.log").ShouldContain("network: starts");
    }

    [Fact]
    public void U7_Dropbear_answers_on_a_machine_without_any_interface_although_its_init_script_needs_a_network()
    {
        using var system = root.Install(iso => iso.Ssh(s => s.Dropbear().AuthorizedKeys("keys/test.pub")).Network(n => n.DhcpOnAllInterfaces())).Start();
        system.ShouldAnswer("no interface, dropbear", logged: () => system.Read("/var/log/bivouac-network.log"));
        system.ShouldComplete();
    }
}
