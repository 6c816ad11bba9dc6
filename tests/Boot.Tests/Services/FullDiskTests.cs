using Bivouac.Boot.Tests.Machine;
using Shouldly;
using Xunit;

namespace Bivouac.Boot.Tests.Services;

public sealed class FullDiskTests(BaseRoot root)
{
    /// <summary>Puts the root on a small file system of its own and fills it but for some room, in KiB.</summary>
    private static string Small(int room) => $$"""
        mkdir "$1.small"
        mount -t tmpfs -o size=64m tmpfs "$1.small"
        cp -a "$1/." "$1.small"
        mount --move "$1.small" "$1"
        dd if=/dev/zero of="$1/room" bs=1k count={{room}} 2> /dev/null
        dd if=/dev/zero of="$1/filler" bs=4k 2> /dev/null || :
        rm "$1/room"
        """;

    [Fact]
    public void U1_A_disk_that_gets_full_during_the_boot_keeps_nobody_out_and_stops_no_service()
    {
        using var system = root.InstallWithSsh(iso => iso
            .Network(n => n.Dhcp("eth0"))
            .User("ops", 1500, u => u.AuthorizedKeys("keys/test.pub"))
            .Service("fills", s => s.Shell("dd if=/dev/zero of=/filler2 bs=4k\ndd if=/dev/zero of=/filler3 bs=1", "fills the disk").Foreground())
            .Service("prints", s => s.Shell("i=0\nwhile [ $i -lt 3000 ]; do\n\techo \"line $i\" || exit 9\n\ti=$((i + 1))\ndone\necho done > /run/printed", "prints much").After("fills").Foreground())
            .Service("kept", s => s.Run("/bin/sh", "-c", "echo start || exit 9; touch /run/kept; exec sleep 1000").After("fills").Supervised()));
        using var wire = new Wire(system, "eth0", isPlugged: false);
        using var server = new DhcpServer(wire, system.Folder("dhcp"), options: "option dns 10.77.0.1");
        system.Prepare = Small(room: 512);
        system.Start();
        system.ShouldAnswer("the disk gets full during the boot", logged: () => system.Lines("/var/log/fills.log", "."));
        system.ShouldComplete();
        system.Run("df / | tail -1").ShouldContain("100%");
        system.Run("rc-service fills status; rc-service prints status").ShouldContain("done at");
        system.Until(() => system.Has("/run/printed") && system.Has("/run/kept"), "what prints ran to its end");
        system.Try("rc-service prints status").Output.ShouldContain("done at");

        wire.Plug();
        system.ShouldAnswer("the disk is full, then the cable comes", wire, () => system.Lines("/var/log/bivouac-network.log", "eth0"));
        system.Ssh(wire, "ops", "id -un").Output.ShouldBe("ops\n");

        system.Run("rm /filler /filler2 /filler3; rc-service prints restart");
        system.UntilLogged("/var/log/prints.log", "line 2999");
    }

    /// <summary>What does not work is written down here as well: without room for host keys there is no SSH. The rest goes on.</summary>
    [Fact]
    public void U1_A_disk_without_room_for_host_keys_lets_the_boot_go_on_without_SSH_until_there_is_room()
    {
        using var system = root.InstallWithSsh(iso => iso
            .User("ops", 1500, u => u.AuthorizedKeys("keys/test.pub"))
            .Service("runs", s => s.Run("/bin/touch", "/run/runs").Foreground()));
        system.Prepare = Small(room: 0);
        system.Start();
        system.ShouldComplete();
        system.Has("/run/runs").ShouldBeTrue();
        system.Read("/etc/passwd").ShouldContain("root:x:0:0:");
        system.Console.ShouldContain("sshd failed to start");
        system.Ssh(null, "root", "true").ExitCode.ShouldBe(255);

        system.Run("rm /filler /etc/ssh/ssh_host_*; rc-service bivouac-accounts restart; rc-service sshd start");
        system.ShouldAnswer("the disk was full before the boot, later there is room and sshd is started again");
        system.Ssh(null, "ops", "id -un").Output.ShouldBe("ops\n");
    }
}
