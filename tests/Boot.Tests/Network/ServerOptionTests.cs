using Bivouac.Boot.Tests.Machine;
using Shouldly;
using Xunit;

namespace Bivouac.Boot.Tests.Network;

public sealed class ServerOptionTests(BaseRoot root)
{
    private const string Options = "option dns 10.77.0.1\noption hostname given-by-dhcp";

    [Fact]
    public void U8_Declared_name_servers_stay_and_the_host_name_stays_unless_DHCP_may_give_it()
    {
        using var system = root.Install(iso => iso.Ssh(s => s.AuthorizedKeys("keys/test.pub")).Network(n => n.Dhcp("eth0").Dns("192.0.2.53", "192.0.2.54").SearchDomains("example.org")));
        using var wire = new Wire(system, "eth0");
        using var server = new DhcpServer(wire, system.Folder("dhcp"), options: Options);
        system.WriteProgram("/etc/udhcpc/post-bound/note", "#!/bin/sh\ntouch /run/bound\n");
        system.Start();
        system.Until(() => system.Has("/run/bound"), "there is a lease");
        system.ShouldAnswer("declared name servers", wire);
        system.Read("/etc/resolv.conf").ShouldBe("search example.org\nnameserver 192.0.2.53\nnameserver 192.0.2.54\n");
        system.Run("hostname").ShouldBe("boot\n");
    }

    [Fact]
    public void U8_Declared_domains_are_searched_at_the_name_servers_that_DHCP_gives()
    {
        using var system = root.Install(iso => iso.Ssh(s => s.AuthorizedKeys("keys/test.pub")).Network(n => n.Dhcp("eth0").SearchDomains("example.org", "example.net")));
        using var wire = new Wire(system, "eth0");
        using var server = new DhcpServer(wire, system.Folder("dhcp"), options: Options + "\noption domain given.example");
        system.Start();
        system.Until(() => system.Read("/etc/resolv.conf") == "search example.org example.net\nnameserver 10.77.0.1\n", "both are there");
        system.ShouldAnswer("declared domains, name servers by DHCP", wire);
    }

    [Fact]
    public void U8_Name_servers_and_the_host_name_come_by_DHCP_where_nothing_else_is_declared()
    {
        using var system = root.Install(iso => iso.Ssh(s => s.AuthorizedKeys("keys/test.pub")).Network(n => n.Dhcp("eth0").HostnameFromDhcp()));
        using var wire = new Wire(system, "eth0");
        using var server = new DhcpServer(wire, system.Folder("dhcp"), options: Options);
        system.Start();
        system.Until(() => system.Run("hostname") == "given-by-dhcp\n", "the host name is the server's");
        system.ShouldAnswer("name servers and a host name by DHCP", wire);
        system.Read("/etc/resolv.conf").ShouldBe("nameserver 10.77.0.1\n");
    }

    [Theory]
    [InlineData("$(reboot)")]
    [InlineData("-x")]
    [InlineData("a;b")]
    public void U8_A_host_name_that_is_none_is_not_taken(string name)
    {
        using var system = root.Install(iso => iso.Ssh(s => s.AuthorizedKeys("keys/test.pub")).Network(n => n.Dhcp("eth0").HostnameFromDhcp()));
        using var wire = new Wire(system, "eth0");
        using var server = new DhcpServer(wire, system.Folder("dhcp"), options: "option hostname " + name);
        system.WriteProgram("/etc/udhcpc/post-bound/note", "#!/bin/sh\ntouch /run/bound\n");
        system.Start();
        system.Until(() => system.Has("/run/bound"), "there is a lease");
        system.ShouldAnswer("the host name by DHCP is none: " + name, wire);
        system.Run("hostname").ShouldBe("boot\n");
    }
}
