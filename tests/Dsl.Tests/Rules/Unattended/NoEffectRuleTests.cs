using System;
using System.Linq;
using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Unattended;

public class NoEffectRuleTests() : RuleTests("BIV0821")
{
    [Fact]
    public void Interfaces_that_nothing_makes_are_found()
    {
        Find(iso => iso.Network(n => n.Dhcp("eth0.10"))).ShouldBe(["Network.Addresses[0]: 'eth0.10' gets an address, and no .Vlan(...) makes it, so it never is there; declare .Vlan(\"eth0\", 10)"]);
        Fixes(iso => iso.Network(n => n.Dhcp("eth0.10"))).ShouldBe([new Fix(FixKind.AddCall, "Network", ".Vlan(\"eth0\", 10)")]);
        Find(iso => iso.Network(n => n.Vlan("bond0", 10))).ShouldBe(["Network.Vlans[0]: no .Bond(...) makes 'bond0', so it never is there; declare .Bond(\"bond0\", ...)"]);
        Elements(iso => iso.Network(n => n.Static("bond0", "192.0.2.7/24"))).ShouldBe(["Network.Addresses[0]"]);
        Clean(iso => iso.Network(n => n.Bond("bond0", BondMode.ActiveBackup, "eth0", "eth1").Vlan("bond0", 10).Dhcp("bond0.10").Dhcp("bond0").Dhcp("eth2")));
    }

    [Fact]
    public void A_host_name_that_no_server_is_asked_for_is_found()
    {
        Elements(iso => iso.Network(n => n.HostnameFromDhcp().Static("eth0", "192.0.2.7/24"))).ShouldBe(["Network.HostnameFromDhcp"]);
        Clean(iso => iso.Network(n => n.HostnameFromDhcp().Dhcp("eth0")));
        Clean(iso => iso.Network(n => n.HostnameFromDhcp().DhcpOnAllInterfaces()));
    }

    [Fact]
    public void Settings_of_services_that_have_no_meaning_are_found()
    {
        Elements(iso => iso.Service("a", s => s.Run("x").Supervised().Timeout(TimeSpan.FromMinutes(1)))).ShouldBe(["DeclaredServices[0].Timeout"]);
        Elements(iso => iso.Service("a", s => s.Run("x").LogFile("/var/log"))).ShouldBe(["DeclaredServices[0].LogFile"]);
        Elements(iso => iso.Service("a", s => s.Run("x").LogFile("/srv/logs")).Directory("/srv/logs")).ShouldBe(["DeclaredServices[0].LogFile"]);
        Find(iso => iso.Service("a", s => s.Run("x").LogFile("/var/log/b.log")).Service("b", s => s.Run("x"))).ShouldBe(
            ["DeclaredServices[0].LogFile: the services 'b' and 'a' have one log, and each moves it away from the other when it is full; give each its own"]);
        Elements(iso => iso.Service("a", s => s.Run("x").LogFile("/var/log/x")).Service("b", s => s.Run("x").LogFile("/var/log/x"))).ShouldBe(["DeclaredServices[1].LogFile"]);
        Clean(iso => iso.Service("a", s => s.Run("x").LogFile("/var/log/x/a").Timeout(TimeSpan.FromMinutes(1))).Service("b", s => s.Run("x").Supervised()));
    }

    [Fact]
    public void Files_of_sshd_that_nothing_reads_are_found()
    {
        Find(iso => iso.Ssh(_ => { }).File("/etc/ssh/sshd_config.d/ours.conf", "Port 2222\n")).Single()
            .ShouldBe("Overlay[0].Path: '/etc/ssh/sshd_config.d/ours.conf' is read by nobody: the sshd_config of .Ssh(...) includes no other file; say it with .Ssh(...), or bring an /etc/ssh/sshd_config of your own");
        Clean(iso => iso.Apks("openssh").File("/etc/ssh/sshd_config.d/ours.conf", "Port 2222\n"));
        Clean(iso => iso.Ssh(s => s.Dropbear()).File("/etc/ssh/sshd_config.d/ours.conf", "Port 2222\n"));
        Clean(iso => iso.Ssh(_ => { }).File("/etc/ssh/sshd_config.d/ours.conf", "Port 2222\n").File("/etc/ssh/sshd_config", "Include /etc/ssh/sshd_config.d/*.conf\n"));
    }
}
