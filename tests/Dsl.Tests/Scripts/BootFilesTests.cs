using System;
using System.Linq;
using Bivouac.Dsl.Tests.Declaration;
using Bivouac.Dsl.Tests.Shell;
using Bivouac.Model;
using Bivouac.Scripts;
using Shouldly;
using Xunit;
using static Bivouac.Dsl.Tests.Scripts.UnattendedFiles;

namespace Bivouac.Dsl.Tests.Scripts;

/// <summary>Given what is declared to run with nobody there, when the overlay is made, then these files of consoles, network, SSH and accounts are in it.</summary>
public class BootFilesTests
{
    [Fact]
    public void U1_no_console_waits_for_the_runlevel_default() => Text("/etc/inittab").ShouldBe("""
        ::sysinit:/sbin/openrc sysinit
        ::sysinit:/sbin/openrc boot
        ::once:/sbin/openrc default
        tty1::respawn:/sbin/getty -n -l /usr/lib/bivouac/login.tty1 38400 tty1
        tty2::respawn:/sbin/getty 38400 tty2
        tty3::respawn:/sbin/getty 38400 tty3
        tty4::respawn:/sbin/getty 38400 tty4
        tty5::respawn:/sbin/getty 38400 tty5
        tty6::respawn:/sbin/getty 38400 tty6
        ttyS0::respawn:/sbin/getty -n -l /usr/lib/bivouac/login.ttyS0 -L 115200 ttyS0 vt100
        ::ctrlaltdel:/sbin/reboot
        ::shutdown:/sbin/openrc shutdown

        """.ReplaceLineEndings("\n"));

    [Fact]
    public void A_terminal_logs_its_user_in() =>
        Text("/usr/lib/bivouac/login.ttyS0").ShouldEndWith("\nexec login -f root\n");

    [Fact]
    public void A_kiosk_runs_one_program_for_ever() =>
        Text("/usr/lib/bivouac/login.tty1").ShouldEndWith("\nexec /bin/busybox su -l -s /bin/sh ops -c 'exec \"$0\" \"$@\"' -- /usr/bin/top -d 'it'\\''s 5'\n");

    [Fact]
    public void The_network_is_said_in_the_order_in_which_it_is_made() => Text("/etc/bivouac/network.conf").ShouldBe("""
        # Made by Bivouac from .Network(...); changes here are lost.
        bond bond0 active-backup eth2 eth3
        vlan bond0.10 bond0 10
        address eth1 192.0.2.7/24 192.0.2.1
        address eth1 2001:db8::7/64
        dhcp bond0.10
        dhcp-all

        """.ReplaceLineEndings("\n"));

    [Fact]
    public void Declared_name_servers_are_kept()
    {
        Text("/etc/resolv.conf").ShouldBe("search example.org\nnameserver 192.0.2.53\nnameserver 2001:db8::53\n");
        Text("/etc/udhcpc/udhcpc.conf").ShouldEndWith("\nRESOLV_CONF=no\n");
    }

    [Fact]
    public void Declared_domains_are_searched_with_the_name_servers_of_DHCP()
    {
        var model = new LiveCdBuilder().Hostname("x").Network(n => n.DhcpOnAllInterfaces().SearchDomains("example.org", "example.net")).Build("x");
        Text(model, "/etc/resolv.conf").ShouldBe("search example.org example.net\n");
        Text(model, "/etc/udhcpc/udhcpc.conf").ShouldEndWith("\nsearch='example.org example.net'\n");
    }

    [Fact]
    public void U7_SSH_needs_no_network() => Text("/etc/conf.d/sshd").ShouldBe("rc_need='!net'\nkey_types_to_generate='ed25519'\n");

    [Fact]
    public void U7_neither_does_dropbear()
    {
        var model = new LiveCdBuilder().Hostname("x").Ssh(s => s.Dropbear().Port(2222).Root(RootLogin.Never)).Build("x");
        Text(model, "/etc/conf.d/dropbear").ShouldBe("rc_need='!net'\nDROPBEAR_OPTS='-p 2222 -s -w -j -k'\n");
        OverlayLayout.Of(model).ShouldContain(new OverlayLink("/etc/runlevels/boot/dropbear", "/etc/init.d/dropbear", Owner.Root));
        OverlayLayout.Of(model).ShouldNotContain(e => e.Path == "/etc/ssh/sshd_config");
    }

    [Theory]
    [InlineData("Port 2222")]
    [InlineData("PermitRootLogin prohibit-password")]
    [InlineData("PasswordAuthentication yes")]
    [InlineData("KbdInteractiveAuthentication no")]
    [InlineData("PermitEmptyPasswords no")]
    [InlineData("AllowTcpForwarding no")]
    [InlineData("AllowStreamLocalForwarding no")]
    public void SSH_is_configured_as_declared(string line) => Text("/etc/ssh/sshd_config").Split('\n').ShouldContain(line);

    [Fact]
    public void Both_servers_forward_connections_where_that_is_declared()
    {
        var openSsh = Text(new LiveCdBuilder().Hostname("x").Ssh(s => s.AllowForwarding()).Build("x"), "/etc/ssh/sshd_config").Split('\n');
        openSsh.ShouldContain("AllowTcpForwarding yes");
        openSsh.ShouldContain("AllowStreamLocalForwarding yes");
        Text(new LiveCdBuilder().Hostname("x").Ssh(s => s.Dropbear().AllowForwarding()).Build("x"), "/etc/conf.d/dropbear").ShouldEndWith("DROPBEAR_OPTS='-s'\n");
    }

    [Fact]
    public void Without_a_word_there_is_no_login_by_password_and_root_may_stay_out()
    {
        var lines = Text(new LiveCdBuilder().Hostname("x").Ssh(s => s.Root(RootLogin.Never)).Build("x"), "/etc/ssh/sshd_config").Split('\n');
        lines.ShouldContain("PasswordAuthentication no");
        lines.ShouldContain("PermitRootLogin no");
    }

    [Fact]
    public void Accounts_are_for_root_alone_and_groups_come_before_their_members()
    {
        Entry("/etc/bivouac/accounts").Mode.ShouldBe(Mode.Private);
        Text("/etc/bivouac/accounts").ShouldBe($"""
            # Made by Bivouac from .User(...), .Group(...), .RootPassword(...); changes here are lost.
            root-password {Samples.PasswordHash}
            group audit 2000
            group ops 1000
            user ops 1000 /bin/sh /home/ops -
            group boss 1001
            user boss 1001 /bin/ash /home/boss {Samples.PasswordHash}
            member ops wheel
            member ops audit

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_user_without_a_password_is_not_asked_for_one()
    {
        Text("/etc/doas.d/ops.conf").ShouldBe("permit nopass ops\n");
        Text("/etc/sudoers.d/boss").ShouldBe("boss ALL=(ALL:ALL) ALL\n");
        Entry("/etc/sudoers.d/boss").Mode.ShouldBe(new Mode("0440"));
    }

    [Fact]
    public void Keys_are_in_homes_that_belong_to_their_users() => Unattended.Overlay.ShouldBe(
    [
        new OverlayDirectory("/root/.ssh", "0700", Owner.Root),
        new OverlayFile("/root/.ssh/authorized_keys", "keys/ops.pub", Mode.Private, Owner.Root),
        new OverlayDirectory("/home/ops/.ssh", "0700", new Owner(1000, 1000)),
        new OverlayFile("/home/ops/.ssh/authorized_keys", "keys/ops.pub", Mode.Private, new Owner(1000, 1000)),
    ]);

    [Fact]
    public void Watchdog_and_clock_read_their_variables()
    {
        Text("/etc/init.d/bivouac-watchdog").ShouldContain("\ncommand=/usr/lib/bivouac/watchdog\ncommand_args=\"60 20\"\nrespawn_delay=20\nrespawn_max=0\n");
        Text("/etc/conf.d/ntpd").ShouldBe("rc_need='!net'\nNTPD_OPTS='-N -p pool.ntp.org'\n");
    }

    [Fact]
    public void U1_the_source_of_random_numbers_is_kept_in_the_background_ahead_of_ssh()
    {
        var model = new LiveCdBuilder().Hostname("x").Entropy().Build("x");
        Text(model, "/etc/init.d/bivouac-entropy").ShouldBe("""
            #!/sbin/openrc-run
            # Made by Bivouac from .Entropy(); changes here are lost.

            description='Feeds the kernel'\''s random number generator'

            supervisor=supervise-daemon
            command=/usr/lib/bivouac/supervised
            command_args="run bivouac-entropy"
            # It starts the program again itself, and gives it time to end. Should it be killed, it is started again, for ever.
            respawn_delay=5
            respawn_max=0
            retry=TERM/20/KILL/5

            depend() {
            	provide entropy
            	after hwdrivers modules
            	before sshd dropbear
            }

            stop() {
            	default_stop
            	# Where the supervisor was killed, there is something left.
            	/usr/lib/bivouac/supervised stop "$RC_SVCNAME"
            }

            """.ReplaceLineEndings("\n"));
        Text(model, "/usr/lib/bivouac/services/bivouac-entropy").ShouldContain("kept /usr/sbin/rngd -f -p /run/bivouac-entropy.pid\n");
        OverlayLayout.Of(model).Select(e => e.Path).Where(p => p.StartsWith("/usr/lib/bivouac/", StringComparison.Ordinal) && !p.Contains("/services/", StringComparison.Ordinal))
            .ShouldBe(["/usr/lib/bivouac/keep-log", "/usr/lib/bivouac/service.sh", "/usr/lib/bivouac/supervised"], ignoreOrder: true);
    }

    [Fact]
    public void A_declared_variable_stands_behind_the_generated_one_and_wins() =>
        Text(new LiveCdBuilder().Hostname("x").ConfD("sshd", "rc_need", "net").Ssh(_ => { }).Build("x"), "/etc/conf.d/sshd").ShouldEndWith("\nrc_need='net'\n");

    [Fact]
    public void An_image_without_any_of_it_has_none_of_the_files() =>
        OverlayLayout.Of(Samples.Minimal()).Select(e => e.Path).Where(p => p.Contains("bivouac", StringComparison.Ordinal) || p.Contains("init.d", StringComparison.Ordinal)).ShouldBe(["/etc/bivouac-release"]);

    [Fact]
    public void The_overlay_script_makes_all_of_it()
    {
        Assert.SkipUnless(ShellKit.Fakeroot.MissingForOverlays is null, ShellKit.Fakeroot.MissingForOverlays ?? "");
        using var image = new StagedImage(Unattended, new StagedTree("keys", [new StagedItem("ops.pub", StagedKind.File, "ssh-ed25519 AAAA ops\n")]));
        var (result, archive) = image.MakeOverlay(ShellKit.Fakeroot);
        result.ExitCode.ShouldBe(0, result.ToString());
        var entries = ArchiveEntry.Read(archive);
        foreach (var entry in OverlayLayout.Of(Unattended).OfType<OverlayText>().Where(e => e.Path != OverlayLayout.ReleaseFile))
            entries[entry.Path].ShouldBe(ArchiveEntry.File((int)entry.Mode.Bits, 0, 0, System.Text.Encoding.UTF8.GetBytes(entry.Content.ToString())));
        entries["/home/ops/.ssh/authorized_keys"].ShouldBe(ArchiveEntry.File(0b110_000_000, 1000, 1000, "ssh-ed25519 AAAA ops\n"u8.ToArray()));
    }

    [Fact]
    public void A_home_belongs_to_its_user_with_all_in_it_that_has_no_owner_declared()
    {
        Assert.SkipUnless(ShellKit.Fakeroot.MissingForOverlays is null, ShellKit.Fakeroot.MissingForOverlays ?? "");
        var model = new LiveCdBuilder().Hostname("x")
            .File("/home/kiosk/.profile", "export A=1\n")
            .File("/home/kiosk/.config/board/settings", "x")
            .File("/home/kiosk/mine", "x", owner: Owner.Root)
            .Directory("/home/kiosk/kept", owner: Owner.Root)
            .Link("/home/kiosk/link", "/tmp")
            .Tree("all").Tree("home", "/home/kiosk/tree").Tree("home", "/home/kiosk/roots", Owner.Root)
            .File("/home/kiosk2/x", "x")
            .User("kiosk", 1000).Build("x");
        using var image = new StagedImage(model, StagedTree.Of("all", [new("home/kiosk/.cache/x", StagedKind.File, "x"), new("home/other", StagedKind.File, "x")]), StagedTree.Of("home", [new("x", StagedKind.File, "x")]));
        var (result, archive) = image.MakeOverlay(ShellKit.Fakeroot);
        result.ExitCode.ShouldBe(0, result.ToString());
        var entries = ArchiveEntry.Read(archive);
        entries["/home/kiosk"].ShouldBe("folder 0700 1000:1000");
        string[] users = [.. entries.Where(e => e.Key.StartsWith("/home/", StringComparison.Ordinal) && e.Value.Contains(" 1000:1000")).Select(e => e.Key["/home/".Length..])];
        users.ShouldBe(["kiosk", "kiosk/.cache", "kiosk/.cache/x", "kiosk/.config", "kiosk/.config/board", "kiosk/.config/board/settings", "kiosk/.profile", "kiosk/link", "kiosk/tree", "kiosk/tree/x"]);
        string[] roots = [.. entries.Where(e => e.Key.StartsWith("/home/", StringComparison.Ordinal) && e.Value.Contains(" 0:0")).Select(e => e.Key["/home/".Length..])];
        roots.ShouldBe(["kiosk/kept", "kiosk/mine", "kiosk/roots", "kiosk/roots/x", "kiosk2", "kiosk2/x", "other"]);
    }
}
