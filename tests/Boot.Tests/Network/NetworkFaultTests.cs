using System.Linq;
using Bivouac.Boot.Tests.Machine;
using Shouldly;
using Xunit;

namespace Bivouac.Boot.Tests.Network;

/// <summary>What cannot be set is logged once, and the service goes on trying.</summary>
public sealed class NetworkFaultTests(BaseRoot root)
{
    private const string Log = "/var/log/bivouac-network.log";

    /// <summary>What the kernel says when the firmware of an interface is missing, until it is there.</summary>
    private const string IpDouble = """
        #!/bin/sh
        echo "$*" >> /run/ip.calls
        if [ "$*" = "link set eth0 up" ] && [ ! -e /run/firmware ]; then
        	echo "ip: SIOCSIFFLAGS: No such file or directory" >&2
        	exit 1
        fi
        exec /bin/busybox ip "$@"

        """;

    [Fact]
    public void U5_A_gateway_that_the_kernel_refuses_is_logged_once_and_the_address_is_there()
    {
        using var system = root.Install(iso => iso.Ssh(s => s.AuthorizedKeys("keys/test.pub")).Network(n => n.Static("eth0", "10.77.0.7/24")));
        system.Write("/etc/bivouac/network.conf", "address eth0 10.77.0.7/24 10.78.0.1\n");
        using var wire = new Wire(system, "eth0");
        system.Start();
        system.ShouldAnswer("a gateway outside of the subnet", wire, () => system.Lines(Log, "eth0"));
        system.UntilLogged(Log, "eth0 does not lead to 10.78.0.1: ");
        AnotherLook(system);
        AnotherLook(system);
        Said(system, "does not lead to").ShouldBe(1);

        // Another fault is another line.
        system.Run("echo 'address eth0 10.77.0.7/24 10.78.0.1.x' > /etc/bivouac/network.conf");
        system.UntilLogged(Log, "eth0 does not lead to 10.78.0.1.x: ");
    }

    [Fact]
    public void U5_A_second_interface_that_shall_lead_out_is_logged_once()
    {
        using var system = root.Install(iso => iso.Ssh(s => s.AuthorizedKeys("keys/test.pub")).Network(n => n.Static("eth0", "10.77.0.7/24", Wire.Address).Static("eth1", "10.78.0.7/24", "10.78.0.1")));
        using var wire = new Wire(system, "eth0");
        using var second = new Wire(system, "eth1");
        system.Start();
        system.ShouldAnswer("two gateways", wire, () => system.Lines(Log, "eth"));
        system.UntilLogged(Log, "eth1 does not lead to 10.78.0.1: another interface leads out already");
        AnotherLook(system);
        AnotherLook(system);
        Said(system, "does not lead to").ShouldBe(1);
    }

    [Fact]
    public void U5_An_interface_that_cannot_be_set_up_is_logged_once_and_works_when_it_can()
    {
        using var system = root.Install(iso => iso.Ssh(s => s.AuthorizedKeys("keys/test.pub")).Network(n => n.Static("eth0", "10.77.0.7/24").Dhcp("eth1")));
        system.WriteProgram("/usr/sbin/ip", IpDouble);
        if (BaseRoot.PrefersApplets) system.CopyProgram("/usr/bin/dash", "/bin/sh");
        using var wire = new Wire(system, "eth0");
        using var other = new Wire(system, "eth1");
        system.Start();
        system.Until(() => system.Read("/run/ip.calls").Split('\n').Count(l => l == "link set eth0 up") >= 3, "it was tried three times");
        Said(system, "eth0 cannot be set up: ip: SIOCSIFFLAGS: No such file or directory").ShouldBe(1);
        system.Read(Log).Split('\n').Where(l => l.Length > 0).ShouldAllBe(l => l.Contains(" network: "), "each line is the service's own");
        system.UntilLogged(Log, "eth1 asks for an address");
        system.Run("touch /run/firmware");
        system.ShouldAnswer("the firmware of an interface comes late", wire, () => system.Lines(Log, "eth0"));
    }

    /// <summary>As where /run is full: what the service notes there is lost.</summary>
    [Fact]
    public void U8_Where_nothing_can_be_noted_there_is_one_client_all_the_same_and_each_thing_is_said_once()
    {
        using var system = root.Install(iso => iso.Ssh(s => s.AuthorizedKeys("keys/test.pub")).Network(n => n.Static("eth0", "10.77.0.7/24", Wire.Address).Dhcp("eth1")));
        using var wire = new Wire(system, "eth0");
        using var other = new Wire(system, "eth1");
        system.Start();
        system.ShouldAnswer("/run takes nothing more", wire, () => system.Lines(Log, "eth"));
        system.UntilLogged(Log, "eth1 asks for an address");
        system.Until(() => system.Processes("^udhcpc -i eth1 ").Length == 1, "the client runs");
        system.Run("rm -rf /run/bivouac-network; : > /run/bivouac-network");
        AnotherLook(system);
        AnotherLook(system);
        AnotherLook(system);
        system.Processes("^udhcpc -i eth1 ").Length.ShouldBe(1);
        Said(system, "eth1 asks for an address").ShouldBe(1);
        system.Run("rc-service bivouac-network stop");
        system.Until(() => system.Processes("^udhcpc ").Length == 0, "the client is ended");
    }

    [Fact]
    public void U8_A_number_that_is_anothers_by_now_is_not_taken_for_the_client()
    {
        using var system = root.Install(iso => iso.Ssh(s => s.AuthorizedKeys("keys/test.pub")).Network(n => n.Static("eth0", "10.77.0.7/24", Wire.Address).Dhcp("eth1")));
        using var wire = new Wire(system, "eth0");
        using var other = new Wire(system, "eth1");
        system.Start();
        system.ShouldAnswer("the client's number is another's", wire, () => system.Lines(Log, "eth"));
        system.Until(() => system.Processes("^udhcpc -i eth1 ").Length == 1, "the client runs");
        system.Run("setsid sleep 86431 < /dev/null > /dev/null 2>&1 & sleep 0.5");
        var stranger = system.Processes("^sleep 86431$").Single();
        system.Run("kill -KILL " + system.Processes("^udhcpc -i eth1 ").Single() + "; echo " + stranger + " > /run/bivouac-network/udhcpc.eth1.pid");
        system.Until(() => Said(system, "eth1 asks for an address") == 2 && system.Processes("^udhcpc -i eth1 ").Length == 1, "a client is started");
        system.Run("rc-service bivouac-network stop");
        system.Processes("^sleep 86431$").ShouldBe([stranger]);
    }

    private static int Said(BootedSystem system, string text) => system.Read(Log).Split('\n').Count(l => l.Contains(text));

    [Fact]
    public void U8_A_client_that_becomes_another_process_while_the_network_is_stopped_is_ended()
    {
        // As one that goes to the background at that moment.
        const string becomesAnother = """
            #!/bin/sh
            [ -e /run/another ] || trap ': > /run/another; "$0" "$@" & exit 0' TERM
            sleep 86432 &
            wait

            """;
        using var system = root.InstallWithSsh(iso => iso.Network(n => n.Dhcp("eth1")));
        using var wire = new Wire(system, "eth1");
        system.WriteProgram("/sbin/udhcpc", becomesAnother.ReplaceLineEndings("\n"));
        if (BaseRoot.PrefersApplets) system.CopyProgram("/usr/bin/dash", "/bin/sh");
        system.Start();
        system.ShouldAnswer("the client becomes another process", logged: () => system.Lines(Log, "eth"));
        system.Until(() => system.Processes("udhcpc -i eth1 ").Length == 1, "the client runs");
        system.Run("rc-service bivouac-network stop");
        system.Has("/run/another").ShouldBeTrue();
        system.Until(() => system.Processes("udhcpc -i eth1 ").Length == 0, "the client is ended");
    }

    private static void AnotherLook(BootedSystem system)
    {
        system.Run("ip link set eth0 down");
        system.Until(() => system.Run("ip link show dev eth0").Contains(",UP"), "another look has set it up");
    }
}
