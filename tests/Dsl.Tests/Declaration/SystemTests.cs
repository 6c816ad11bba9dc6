using System;
using System.Linq;
using Bivouac.Model;
using Bivouac.Scripts;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Declaration;

/// <summary>Given services, network, SSH, accounts and consoles, when they are declared, then the model says what was meant.</summary>
public class SystemTests
{
    private const string Hash = Samples.PasswordHash;

    /// <summary>Each makes a difference of its own.</summary>
    private static readonly Action<LiveCdBuilder>[] Declarations =
    [
        iso => iso.Service("a", s => s.Run("/x")), iso => iso.Service("b", s => s.Run("/x")), iso => iso.Service("a", s => s.Run("/y")), iso => iso.Service("a", s => s.Run("/x", "1")), iso => iso.Service("a", s => s.Run("/x", "1", "2")),
        iso => iso.Service("a", s => s.Run("/x").Run("/y")), iso => iso.Service("a", s => s.Shell("x", "y")), iso => iso.Service("a", s => s.Shell("x", "z")), iso => iso.Service("a", s => s.Run("/x").Description("d")),
        iso => iso.Service("a", s => s.Run("/x").Foreground()), iso => iso.Service("a", s => s.Run("/x").Essential("e")), iso => iso.Service("a", s => s.Run("/x").Supervised()), iso => iso.Service("a", s => s.Run("/x").Supervised(TimeSpan.FromSeconds(2))),
        iso => iso.Service("a", s => s.Run("/x").Supervised(longestDelay: TimeSpan.FromSeconds(2))), iso => iso.Service("a", s => s.Run("/x").Supervised(stableAfter: TimeSpan.FromSeconds(2))), iso => iso.Service("a", s => s.Run("/x").Timeout(TimeSpan.FromSeconds(2))),
        iso => iso.Service("a", s => s.Run("/x").Runlevel(Runlevel.Boot)), iso => iso.Service("a", s => s.Run("/x").User("u")), iso => iso.Service("a", s => s.Run("/x").Directory("/d")), iso => iso.Service("a", s => s.Run("/x").Environment("E", "1")),
        iso => iso.Service("a", s => s.Run("/x").LogFile("/l")), iso => iso.Service("a", s => s.Run("/x").After("o")), iso => iso.Service("a", s => s.Run("/x").Before("o")), iso => iso.Service("a", s => s.Run("/x").Use("o")),
        iso => iso.Service("a", s => s.Run("/x").Want("o")), iso => iso.Service("a", s => s.Run("/x").NeedsOrFails("o", "w")), iso => iso.Service("a", s => s.Run("/x").NeedsOrFails("o", "v")),
        iso => iso.Network(_ => { }), iso => iso.Network(n => n.DhcpOnAllInterfaces()), iso => iso.Network(n => n.Dhcp("eth0")), iso => iso.Network(n => n.Static("eth0", "192.0.2.1/24")), iso => iso.Network(n => n.Static("eth0", "192.0.2.1/24", "192.0.2.2")),
        iso => iso.Network(n => n.Vlan("eth0", 5)), iso => iso.Network(n => n.Bond("bond0", BondMode.Lacp, "eth0")), iso => iso.Network(n => n.Bond("bond0", BondMode.BalanceAlb, "eth0")), iso => iso.Network(n => n.Dns("192.0.2.3")),
        iso => iso.Network(n => n.SearchDomains("a.example")), iso => iso.Network(n => n.HostnameFromDhcp()), iso => iso.Ssh(_ => { }), iso => iso.Ssh(s => s.Dropbear()), iso => iso.Ssh(s => s.Port(2222)), iso => iso.Ssh(s => s.Root(RootLogin.Never)),
        iso => iso.Ssh(s => s.AllowPasswords()), iso => iso.Ssh(s => s.AllowForwarding()), iso => iso.Ssh(s => s.AuthorizedKeys("k")), iso => iso.User("u", 1000), iso => iso.User("v", 1000), iso => iso.User("u", 1001), iso => iso.User("u", 1000, u => u.Groups("wheel")), iso => iso.User("u", 1000, u => u.Shell("/bin/ash")),
        iso => iso.User("u", 1000, u => u.PasswordHash(Hash)), iso => iso.User("u", 1000, u => u.Doas()), iso => iso.User("u", 1000, u => u.Sudo()), iso => iso.User("u", 1000, u => u.AuthorizedKeys("k")), iso => iso.Group("g", 1000), iso => iso.Group("g", 1001), iso => iso.RootPassword(Hash),
        iso => iso.Autologin("tty1", "u"), iso => iso.Autologin("tty2", "u"), iso => iso.Autologin("tty1", "v"), iso => iso.Autologin("tty1", "u", "/p"), iso => iso.Autologin("tty1", "u", "/p", "1"),
        iso => iso.Watchdog(TimeSpan.FromSeconds(30)), iso => iso.Watchdog(TimeSpan.FromSeconds(60)), iso => iso.Ntp("pool.ntp.org"), iso => iso.Ntp("192.0.2.4"), iso => iso.Entropy(),
    ];

    [Fact]
    public void The_chain_of_the_issue_reads_as_it_is_meant()
    {
        var service = new LiveCdBuilder()
            .Service("hw-audit", s => s.Run("/usr/local/bin/audit", "--output", "/var/log/audit.json").After("sshd").Timeout(TimeSpan.FromMinutes(10)))
            .Build("test").DeclaredServices.ShouldHaveSingleItem();

        service.ShouldBe(new ServiceDeclaration("hw-audit", "hw-audit", ServiceStart.Background, new([new ServiceCommand("/usr/local/bin/audit", new(["--output", "/var/log/audit.json"]))]))
        {
            After = new(["sshd"]),
            Timeout = TimeSpan.FromMinutes(10),
        });
        service.Runlevel.ShouldBe(Runlevel.Default);
        service.LogFile.ShouldBe("/var/log/hw-audit.log");
    }

    [Fact]
    public void Each_declaration_makes_a_model_of_its_own_and_the_same_one_twice()
    {
        LiveCdModel Model(Action<LiveCdBuilder> declare)
        {
            var builder = new LiveCdBuilder();
            declare(builder);
            return builder.Build("x");
        }

        var models = Declarations.Select(Model).ToArray();
        models.Distinct().Count().ShouldBe(models.Length);
        Declarations.Select(Model).ShouldBe(models);
        var scripts = models.Select(m => string.Concat(ScriptSet.Print(m).Select(s => s.Text))).ToArray();
        Enumerable.Range(0, scripts.Length).Where(i => Array.IndexOf(scripts, scripts[i]) < i).Select(i => models[i].ToString()).ShouldBeEmpty("what is declared is in the scripts");
    }

    [Fact]
    public void U6_what_needs_another_service_says_so_by_name_and_reason() =>
        new LiveCdBuilder().Service("a", s => s.Run("/x").NeedsOrFails("net", because: "it mounts its data over NFS")).Build("x")
            .DeclaredServices[0].Needs.ShouldBe([new ServiceNeed("net", "it mounts its data over NFS")]);

    [Fact]
    public void Services_of_Bivouac_and_of_packages_have_names_to_refer_to() =>
        new LiveCdBuilder().Service("a", s => s.Run("/x").After(ServiceName.Sshd, "crond", ServiceName.Network)).Build("x").DeclaredServices[0].After.ShouldBe(["sshd", "crond", "bivouac-network"]);

    [Fact]
    public void Several_calls_about_the_network_and_SSH_add_up()
    {
        var model = new LiveCdBuilder()
            .Network(n => n.Vlan("eth0", 10)).Network(n => n.Dhcp("eth0.10"))
            .Ssh(s => s.Dropbear()).Ssh(s => s.Port(2222))
            .Build("x");
        model.Network.ShouldBe(new NetworkDeclaration { Vlans = new([new VlanInterface("eth0", 10)]), Addresses = new([new InterfaceAddress("eth0.10", null, null)]) });
        model.Ssh.ShouldBe(new SshDeclaration(SshServer.Dropbear, 2222, RootLogin.KeysOnly, false));
    }

    [Theory]
    [InlineData("192.0.2.7/24", "192.0.2.1")]
    [InlineData("192.0.2.0/31", "192.0.2.1")]
    [InlineData("192.0.2.7/0", "203.0.113.1")]
    [InlineData("2001:db8::7/64", "2001:DB8:0::1")]
    [InlineData("2001:db8::7/128", "fe80::1")]
    [InlineData("2001:db8::/127", "2001:db8::1")]
    public void A_gateway_is_in_the_subnet_or_local_to_the_link(string address, string gateway) =>
        new LiveCdBuilder().Network(n => n.Static("eth0", address, gateway)).Build("x").Network!.Addresses.ShouldBe([new InterfaceAddress("eth0", address, gateway)]);

    [Fact]
    public void A_gateway_may_be_in_a_subnet_that_the_interface_has_already() =>
        new LiveCdBuilder().Network(n => n.Static("eth0", "192.0.2.7/24").Static("eth0", "198.51.100.7/32", "192.0.2.1")).Build("x").Network!.Addresses.Count.ShouldBe(2);

    [Fact]
    public void What_others_bring_along_is_enabled_and_installed()
    {
        var model = Samples.System();
        model.EnabledServices().Where(s => !DefaultBootServices.All.Contains(s)).ShouldBe(
        [
            new("bivouac-accounts", Runlevel.Sysinit), new("bivouac-network", Runlevel.Boot), new("sshd", Runlevel.Boot), new("bivouac-watchdog", Runlevel.Boot),
            new("ntpd", Runlevel.Default), new("bivouac-entropy", Runlevel.Boot), new("drivers", Runlevel.Boot), new("audit", Runlevel.Default), new("exporter", Runlevel.Default),
        ]);
        WorldFile.Lines(model).Select(l => l.ToString()).ShouldBe(["alpine-base", "doas", "openssh", "rng-tools", "sudo"]);
    }

    [Fact]
    public void A_service_can_be_disabled_again() =>
        new LiveCdBuilder().Ssh(_ => { }).Disable("sshd").Build("x").EnabledServices().ShouldNotContain(s => s.Service == "sshd");

    [Fact]
    public void A_package_that_is_declared_as_well_is_in_world_once_with_its_constraint() =>
        WorldFile.Lines(new LiveCdBuilder().Ssh(_ => { }).Apk("openssh", a => a.AtLeast("9.9")).Build("x")).Select(l => l.ToString()).ShouldBe(["alpine-base", "openssh>=9.9"]);

    [Fact]
    public void Entries_of_VERSIONS_are_found_in_arguments_and_environment() =>
        VersionKeys.Of(new LiveCdBuilder().Service("a", s => s.Run("/x", $"go{Samples.Go}").Environment("E", Samples.Kernel)).Autologin("tty1", "root", "/y", Samples.Alpine).Build("x"))
            .ShouldBe(["ALPINE_VERSION", "GO_VERSION", "KERNEL_VERSION"]);
}
