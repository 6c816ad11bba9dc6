using System;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Declaration;

/// <summary>Given a service, network or account that cannot work, when it is declared, then the call says what is wrong and what to do.</summary>
public class SystemRefusalTests
{
    private static readonly PinnedVersion Quoted = new("Q", "it's");

    public static TheoryData<string, string, string, Action<LiveCdBuilder>> Refusals => new()
    {
        { "service name", "name", "'a b' is not a service name;", iso => iso.Service("a b", s => s.Run("/x")) },
        { "service of Bivouac", "name", "names that begin with 'bivouac-' are those of generated services; take another one", iso => iso.Service("bivouac-x", s => s.Run("/x")) },
        { "service twice", "name", "there is a service 'a' already; give this one another name", iso => iso.Service("a", s => s.Run("/x")).Service("a", s => s.Run("/x")) },
        { "service without a program", "declare", "the service 'a' runs nothing; call .Run(\"/path/of/program\")", iso => iso.Service("a", _ => { }) },
        { "no service", "declare", "Value cannot be null.", iso => iso.Service("a", null!) },
        { "program with arguments", "program", "'sleep 5' is no program; give its absolute path or its bare name, and each argument as a text of its own", iso => iso.Service("a", s => s.Run("sleep 5")) },
        { "program up the tree", "program", "is not normalized;", iso => iso.Service("a", s => s.Run("/usr/../x")) },
        { "argument of two lines", "arguments", "the text has a line break", iso => iso.Service("a", s => s.Run("/x", "a\nb")) },
        { "argument with a quoted version", "arguments", "a version with a single quote cannot stand in a quoted text of the image;", iso => iso.Service("a", s => s.Run("/x", $"{Quoted}")) },
        { "no arguments", "arguments", "Value cannot be null.", iso => iso.Service("a", s => s.Run("/x", null!)) },
        { "shell without reason", "reason", "shell text needs a reason: say what a typed command lacks here", iso => iso.Service("a", s => s.Shell("x", "")) },
        { "empty shell", "shell", "the shell text is empty;", iso => iso.Service("a", s => s.Shell(" ", "x")) },
        { "shell with CR", "shell", "the shell text has carriage returns,", iso => iso.Service("a", s => s.Shell("x\r\n", "x")) },
        { "description of two lines", "text", "the text has a line break", iso => iso.Service("a", s => s.Description("a\nb")) },
        { "timeout of nothing", "limit", "it is 1 second to 24 hours; write whole seconds", iso => iso.Service("a", s => s.Timeout(TimeSpan.Zero)) },
        { "timeout of half a second", "limit", "it is 1 second to 24 hours;", iso => iso.Service("a", s => s.Timeout(TimeSpan.FromSeconds(1.5))) },
        { "timeout of days", "limit", "it is 1 second to 24 hours;", iso => iso.Service("a", s => s.Timeout(TimeSpan.FromDays(2))) },
        { "first delay", "firstDelay", "it is 1 second to 1 hours;", iso => iso.Service("a", s => s.Supervised(TimeSpan.FromHours(2))) },
        { "longest delay", "longestDelay", "the longest delay is shorter than the first one; make it at least as long", iso => iso.Service("a", s => s.Supervised(TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(8))) },
        { "two supervised programs", "declare", "the supervised service 'a' must be one program that stays in the foreground;", iso => iso.Service("a", s => s.Run("/x").Run("/y").Supervised()) },
        { "supervised shell", "declare", "the supervised service 'a' must be one program", iso => iso.Service("a", s => s.Shell("x", "y").Supervised()) },
        { "supervised and waited for", "declare", "the supervised service 'a' never ends, so the boot cannot wait for it; take .Foreground away", iso => iso.Service("a", s => s.Run("/x").Supervised().Foreground()) },
        { "supervised and essential", "declare", "the supervised service 'a' never ends, so the boot cannot wait for it; take .Essential away", iso => iso.Service("a", s => s.Run("/x").Supervised().Essential("y")) },
        { "essential without reason", "because", "say why: the next reader of the definition must know what depends on it", iso => iso.Service("a", s => s.Essential(" ")) },
        { "need without reason", "because", "say why:", iso => iso.Service("a", s => s.NeedsOrFails("net", "")) },
        { "reason of two lines", "because", "the text has a line break", iso => iso.Service("a", s => s.NeedsOrFails("net", "a\nb")) },
        { "order", "name", "'a b' is not a service name;", iso => iso.Service("a", s => s.After("a b")) },
        { "no order", "services", "Value cannot be null.", iso => iso.Service("a", s => s.After([null!])) },
        { "no need", "service", "Value cannot be null.", iso => iso.Service("a", s => s.NeedsOrFails(null!, "x")) },
        { "no runlevel", "runlevel", "Value cannot be null.", iso => iso.Service("a", s => s.Runlevel(null!)) },
        { "user of a service", "name", "'Ops' is not the name of a user; use small letters, digits, '_' and '-', a letter first, 32 characters at most", iso => iso.Service("a", s => s.User("Ops")) },
        { "folder of a service", "path", "is relative;", iso => iso.Service("a", s => s.Directory("x")) },
        { "log of a service", "path", "is relative;", iso => iso.Service("a", s => s.LogFile("x")) },
        { "variable", "name", "'1a' is not a shell variable;", iso => iso.Service("a", s => s.Environment("1a", "x")) },
        { "variable twice", "name", "the variable 'A' is declared already; declare it once", iso => iso.Service("a", s => s.Environment("A", "x").Environment("A", "y")) },
        { "no network", "declare", "Value cannot be null.", iso => iso.Network(null!) },
        { "long interface", "interface", "'abcdefghijklmnop' is not the name of a network interface; use letters, digits, '.', '_' and '-', 15 characters at most", iso => iso.Network(n => n.Dhcp("abcdefghijklmnop")) },
        { "address twice", "interface", "eth0 has an address declared already; DHCP or fixed ones, each once", iso => iso.Network(n => n.Dhcp("eth0").Static("eth0", "192.0.2.1/24")) },
        { "address without prefix", "address", "'192.0.2.1' is not an address with its prefix; write it as '192.0.2.7/24' or '2001:db8::7/64'", iso => iso.Network(n => n.Static("eth0", "192.0.2.1")) },
        { "long prefix", "address", "'192.0.2.1/33' is not an address with its prefix;", iso => iso.Network(n => n.Static("eth0", "192.0.2.1/33")) },
        { "short address", "address", "'10/8' is not an address with its prefix;", iso => iso.Network(n => n.Static("eth0", "10/8")) },
        { "gateway of another family", "gateway", "'2001:db8::1' is no gateway of that address;", iso => iso.Network(n => n.Static("eth0", "192.0.2.1/24", "2001:db8::1")) },
        { "gateway with prefix", "gateway", "'192.0.2.2/24' is no gateway of that address;", iso => iso.Network(n => n.Static("eth0", "192.0.2.1/24", "192.0.2.2/24")) },
        { "gateway outside", "gateway", "the gateway '192.0.3.1' is in no subnet of eth0, so the kernel would refuse it; correct it or the prefix, or declare the address of its subnet first", iso => iso.Network(n => n.Static("eth0", "192.0.2.7/24", "192.0.3.1")) },
        { "gateway in another interface's subnet", "gateway", "the gateway '192.0.3.1' is in no subnet of eth0,", iso => iso.Network(n => n.Static("eth1", "192.0.3.7/24").Static("eth0", "192.0.2.7/24", "192.0.3.1")) },
        { "gateway of one address", "gateway", "the gateway '192.0.2.1' is in no subnet of eth0,", iso => iso.Network(n => n.Static("eth0", "192.0.2.7/32", "192.0.2.1")) },
        { "IPv6 gateway outside", "gateway", "the gateway '2001:db8:1::1' is in no subnet of eth0,", iso => iso.Network(n => n.Static("eth0", "2001:db8::7/64", "2001:db8:1::1")) },
        { "subnet as an address", "address", "'192.0.2.0/24' is the subnet's own address, which no machine can have; give one between the first and the last", iso => iso.Network(n => n.Static("eth0", "192.0.2.0/24")) },
        { "broadcast as an address", "address", "'192.0.2.127/25' is the broadcast address, which no machine can have;", iso => iso.Network(n => n.Static("eth0", "192.0.2.127/25")) },
        { "IPv6 subnet as an address", "address", "'2001:db8::/64' is the subnet's own address,", iso => iso.Network(n => n.Static("eth0", "2001:db8::/64")) },
        { "VLAN 0", "id", "VLANs have the numbers 1 to 4094", iso => iso.Network(n => n.Vlan("eth0", 0)) },
        { "VLAN twice", "id", "the VLAN eth0.5 is declared already; declare it once", iso => iso.Network(n => n.Vlan("eth0", 5).Vlan("eth0", 5)) },
        { "VLAN with a long name", "parent", "'abcdefghijkl.4094' is not the name of a network interface;", iso => iso.Network(n => n.Vlan("abcdefghijkl", 4094)) },
        { "bond of nothing", "members", "the bond bond0 has no members; name the interfaces below", iso => iso.Network(n => n.Bond("bond0", BondMode.Lacp)) },
        { "bond twice", "name", "the bond bond0 is declared already;", iso => iso.Network(n => n.Bond("bond0", BondMode.Lacp, "eth0").Bond("bond0", BondMode.Lacp, "eth1")) },
        { "member of two bonds", "members", "eth0 is a member of the bond bond0 already; an interface has one bond", iso => iso.Network(n => n.Bond("bond0", BondMode.Lacp, "eth0").Bond("bond1", BondMode.Lacp, "eth0")) },
        { "member with an address", "members", "eth0 has an address of its own; as a member of bond0 it must have none", iso => iso.Network(n => n.Dhcp("eth0").Bond("bond0", BondMode.Lacp, "eth0")) },
        { "address of a member", "interface", "eth0 is a member of bond0; give the address to bond0", iso => iso.Network(n => n.Bond("bond0", BondMode.Lacp, "eth0").Dhcp("eth0")) },
        { "bond mode", "mode", "there is no such mode", iso => iso.Network(n => n.Bond("bond0", (BondMode)9, "eth0")) },
        { "name server by name", "servers", "'dns.example' is not the address of a name server; write it as numbers", iso => iso.Network(n => n.Dns("dns.example")) },
        { "short name server", "servers", "'1' is not the address of a name server;", iso => iso.Network(n => n.Dns("1")) },
        { "search domain", "domains", "'a_b' is not a domain; write it as 'example.org'", iso => iso.Network(n => n.SearchDomains("a_b")) },
        { "no SSH", "declare", "Value cannot be null.", iso => iso.Ssh(null!) },
        { "port", "number", "TCP ports are 1 to 65535", iso => iso.Ssh(s => s.Port(0)) },
        { "root login", "login", "there is no such policy", iso => iso.Ssh(s => s.Root((RootLogin)9)) },
        { "keys outside", "source", "leaves the project;", iso => iso.Ssh(s => s.AuthorizedKeys("../k")) },
        { "keys twice", "source", "/root/.ssh/authorized_keys is declared already; put all keys into one file, a line each", iso => iso.Ssh(s => s.AuthorizedKeys("a").AuthorizedKeys("b")) },
        { "user name", "name", "'a b' is not the name of a user;", iso => iso.User("a b", 1000) },
        { "root as a user", "name", "root is there already; declare its password with .RootPassword(...) and its keys with .Ssh(...)", iso => iso.User("root", 1000) },
        { "user number", "uid", "accounts of people and of the image have the numbers 1000 to 60000;", iso => iso.User("a", 100) },
        { "user twice", "name", "there is a user 'a' already; declare it once", iso => iso.User("a", 1000).User("a", 1001) },
        { "number twice", "uid", "the user 'a' has the number 1000 already; take another one", iso => iso.User("a", 1000).User("b", 1000) },
        { "group in the way", "uid", "the group 'g' (1000) is in the way of the user's own group 'a' (1000);", iso => iso.Group("g", 1000).User("a", 1000) },
        { "group twice", "name", "a group 'g' or the number 1001 is declared already", iso => iso.Group("g", 1000).Group("g", 1001) },
        { "group of a user", "name", "a group 'a' or the number 1001 is declared already (each user has a group of its own)", iso => iso.User("a", 1000).Group("a", 1001) },
        { "group of the system", "gid", "accounts of people and of the image have the numbers 1000 to 60000;", iso => iso.Group("g", 10) },
        { "groups of a user", "names", "'A' is not the name of a group;", iso => iso.User("a", 1000, u => u.Groups("A")) },
        { "shell of a user", "path", "is relative;", iso => iso.User("a", 1000, u => u.Shell("sh")) },
        { "shell with a colon", "path", "a path in /etc/passwd has no colon", iso => iso.User("a", 1000, u => u.Shell("/bin/a:b")) },
        { "password", "hash", "that is no password hash that Alpine's crypt knows ($6$, $5$ or $2b$); make one with 'openssl passwd -6' and give what it prints, never the password itself", iso => iso.User("a", 1000, u => u.PasswordHash("secret")) },
        { "MD5", "hash", "that is no password hash", iso => iso.RootPassword("$1$saltsalt$0123456789abcdefghijkl") },
        { "yescrypt", "hash", "that is no password hash", iso => iso.RootPassword("$y$j9T$saltsaltsalt$0123456789abcdefghijklmnopqrstuvwxyz0123456") },
        { "terminal", "terminal", "'/dev/tty1' is no terminal; write it as 'tty1' or 'ttyS0', without /dev", iso => iso.Autologin("/dev/tty1", "root") },
        { "terminal twice", "terminal", "tty1 logs somebody in already; a terminal has one login", iso => iso.Autologin("tty1", "root").Autologin("tty1", "root") },
        { "autologin of nobody", "user", "'' is not the name of a user;", iso => iso.Autologin("tty1", "") },
        { "program of a terminal", "program", "is relative;", iso => iso.Autologin("tty1", "root", "top") },
        { "arguments for nobody", "arguments", "there are arguments, and no program that gets them; name it", iso => iso.Autologin("tty1", "root", null, "x") },
        { "watchdog", "timeout", "a watchdog waits 10 seconds to 10 minutes; write whole seconds", iso => iso.Watchdog(TimeSpan.FromSeconds(5)) },
        { "time server", "server", "'a b' is neither a host name nor an address", iso => iso.Ntp("a b") },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void It_is_refused_with_the_argument_and_a_way_out(string what, string parameter, string message, Action<LiveCdBuilder> declare)
    {
        _ = what;
        var refusal = Should.Throw<ArgumentException>(() => declare(new LiveCdBuilder()));
        refusal.ParamName.ShouldBe(parameter);
        refusal.Message.ShouldContain(message);
    }

    [Fact]
    public void A_password_is_not_repeated_by_its_refusal() =>
        Should.Throw<ArgumentException>(() => new LiveCdBuilder().RootPassword("hunter2")).Message.ShouldNotContain("hunter2");
}
