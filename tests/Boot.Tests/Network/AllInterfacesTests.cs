using System;
using System.IO;
using System.Linq;
using Bivouac.Boot.Tests.Machine;
using Shouldly;
using Xunit;

namespace Bivouac.Boot.Tests.Network;

/// <summary>
/// Which interfaces <c>.DhcpOnAllInterfaces()</c> takes. Those of namespaces are no hardware, so /sys/class/net is a folder of the test,
/// and udhcpc and ip are doubles that write down how they were called. Where the shell takes its own applets before them, it is dash
/// instead.
/// </summary>
public sealed class AllInterfacesTests(BaseRoot root)
{
    private const string Calls = "/run/udhcpc.calls";

    private const string UdhcpcDouble = """
        #!/bin/sh
        echo "$*" >> /run/udhcpc.calls
        while [ "$#" -gt 0 ]; do
        	[ "$1" != -p ] || echo "$$" > "$2"
        	shift
        done
        sleep 100000 &
        wait

        """;

    [Fact]
    public void U8_Dhcp_on_all_takes_hardware_that_no_other_line_names_and_no_wireless_also_when_it_appears_later()
    {
        using var system = root.Install(iso => iso.Ssh(s => s.AuthorizedKeys("keys/test.pub"))
            .Network(n => n.DhcpOnAllInterfaces().Static("eth1", "10.77.0.7/24").Bond("bond0", BondMode.Lacp, "eth2").Vlan("eth3", 7)));
        system.WriteProgram("/usr/sbin/udhcpc", UdhcpcDouble).WriteProgram("/usr/sbin/ip", "#!/bin/sh\necho \"$*\" >> /run/ip.calls\n");
        if (BaseRoot.PrefersApplets) system.CopyProgram("/usr/bin/dash", "/bin/sh");
        foreach (var name in (string[])["eth0", "eth1", "eth2", "eth3", "enp4s0f1", "wlan0", "wlan1"]) Hardware(system.Root + "/fake/" + name);
        Directory.CreateDirectory(system.Root + "/fake/wlan0/phy80211");
        Directory.CreateDirectory(system.Root + "/fake/wlan1/wireless");
        foreach (var name in (string[])["lo", "docker0", "veth12"]) Directory.CreateDirectory(system.Root + "/fake/" + name);
        system.Adjust = "mount --bind \"$1/fake\" \"$1/sys/class/net\"";
        system.Start();
        system.Until(() => system.Read(Calls).Count(c => c == '\n') >= 2, "clients run");
        Names(system).ShouldBe(["enp4s0f1", "eth0"]);
        system.Read(Calls).ShouldContain("-i eth0 -b -t 3 -T 3 -A 10 -S -x hostname:boot -p /run/bivouac-network/udhcpc.eth0.pid");
        system.Read("/run/ip.calls").ShouldContain("link set eth0 up");

        Hardware(system.Root + "/fake/eth9");
        system.Until(() => Names(system).Contains("eth9"), "the new interface is taken up");
        Directory.Delete(system.Root + "/fake/eth0", recursive: true);
        system.UntilLogged("/var/log/bivouac-network.log", "eth0 is gone");
        system.Until(() => system.Processes("udhcpc -i ").Length == 2, "its client ended");
        Names(system).ShouldBe(["enp4s0f1", "eth0", "eth9"]);
        system.ShouldComplete();
    }

    private static void Hardware(string folder) => Directory.CreateDirectory(folder + "/device");

    private static string[] Names(BootedSystem system) => [.. system.Read(Calls).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(c => c.Split(' ')[1]).Order(StringComparer.Ordinal)];
}
