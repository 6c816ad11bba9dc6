using System;
using System.Linq;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Overlay;

public class DerivedFileRuleTests() : RuleTests("BIV0309")
{
    [Fact]
    public void What_is_declared_and_lost_is_found() => Find(iso => iso
        .Hostname("rescue").Apks("curl", "openssh").ConfD("sshd", "rc_need", "!net").Modules("dm_mod").Sysctl("vm.swappiness", "1").Enable("sshd")
        .File("/etc/apk/world", "alpine-base\nopenssh>9\n")
        .File("/etc/hostname", "other\n")
        .File("/etc/bivouac-release", "")
        .File("/etc/conf.d/sshd", "# rc_need=\n")
        .File("/etc/modules-load.d/test.conf", "loop\n")
        .File("/etc/sysctl.d/test.conf", "vm.dirty_ratio = 1\n")
        .Remove("/etc/runlevels/default"), "test").ShouldBe(
        [
            "Overlay[0].Path: '/etc/apk/world' takes the place of what .Apks(...) says, so curl would be lost; declare packages with .Apks(...) alone",
            "Overlay[1].Path: '/etc/hostname' takes the place of what .Hostname(...) says, so rescue would be lost; say the name with .Hostname(...) alone",
            "Overlay[2].Path: '/etc/bivouac-release' takes the place of what Bivouac says, so what the image was made from would be lost; leave it out",
            "Overlay[3].Path: '/etc/conf.d/sshd' takes the place of what .ConfD(...) says, so rc_need would be lost; put all variables of the service into one of them",
            "Overlay[4].Path: '/etc/modules-load.d/test.conf' takes the place of what .Modules(...) says, so dm_mod would be lost; name the modules with .Modules(...) alone",
            "Overlay[5].Path: '/etc/sysctl.d/test.conf' takes the place of what .Sysctl(...) says, so vm.swappiness would be lost; set the parameters with .Sysctl(...) alone",
            "Overlay[6].Path: '/etc/runlevels/default' takes away what .Enable(...) says, so sshd would be lost; call .Disable(\"sshd\") when it must not start",
        ]);

    [Fact]
    public void Files_that_say_all_of_it_are_fine() => Clean(iso => iso
        .Hostname("rescue").Apks("curl", "openssh").ConfD("sshd", "rc_need", "!net").Modules("dm_mod").Sysctl("vm.swappiness", "1")
        .File("/etc/apk/world", "alpine-base\ncurl\nopenssh=9.9\n").File("/etc/hostname", "rescue").File("/etc/conf.d/sshd", "rc_need='!net'\nx=1\n")
        .File("/etc/modules-load.d/test.conf", "dm-mod\n").File("/etc/sysctl.d/test.conf", "vm/swappiness=60\n"));

    [Fact]
    public void A_longer_name_is_another_package() => Elements(iso => iso.Apks("go").File("/etc/apk/world", "go-doc\ngolangci\n")).ShouldBe(["Overlay[0].Path"]);

    [Fact]
    public void Where_nothing_is_declared_nothing_is_lost() => Clean(iso => iso.File("/etc/apk/world", "").File("/etc/hostname", "x").File("/etc/conf.d/x", "").Remove("/etc/runlevels/boot").Remove("/etc/apk"));

    [Fact]
    public void Texts_that_are_not_known_lose_nothing() => Clean(iso => iso.Apks("curl").FileFrom("/etc/apk/world", "world").Link("/etc/hostname", "/x"));

    [Fact]
    public void What_is_put_back_is_not_lost() => Clean(iso => iso.Apks("curl").Remove("/etc/apk/world").File("/etc/apk/world", "curl\n"));

    [Fact]
    public void A_folder_that_goes_with_all_in_it_is_one_finding() => Elements(iso => iso.Hostname("a").Apks("b").ConfD("c", "d", "e").Remove("/etc")).ShouldBe(["Overlay[0].Path"]);

    [Fact]
    public void Files_of_services_network_and_accounts_are_lost_whatever_takes_their_place() => Find(iso => iso
        .Service("audit", s => s.Run("/usr/bin/audit")).Network(n => n.DhcpOnAllInterfaces().Dns("192.0.2.53")).User("kiosk", 1000).Watchdog(TimeSpan.FromSeconds(60)).Entropy()
        .File("/etc/init.d/audit", "#!/sbin/openrc-run\n").FileFrom("/usr/lib/bivouac/services/audit", "x").File("/etc/bivouac/accounts", "").File("/etc/bivouac/network.conf", "").File("/etc/resolv.conf", "nameserver 9.9.9.9\n").File("/etc/init.d/bivouac-watchdog", "").File("/etc/init.d/bivouac-entropy", "")).ShouldBe(
        [
            "Overlay[0].Path: '/etc/init.d/audit' takes the place of what .Service(...) says, so 'audit' would be lost; leave it out, or the declaration",
            "Overlay[1].Path: '/usr/lib/bivouac/services/audit' (x) takes the place of what .Service(...) says, so 'audit' would be lost; leave it out, or the declaration",
            "Overlay[2].Path: '/etc/bivouac/accounts' takes the place of what .User(...) says, so the accounts would be lost; leave it out, or the declaration",
            "Overlay[3].Path: '/etc/bivouac/network.conf' takes the place of what .Network(...) says, so the network would be lost; leave it out, or the declaration",
            "Overlay[4].Path: '/etc/resolv.conf' takes the place of what .Network(...) says, so 192.0.2.53 would be lost; declare name servers with .Dns(...) alone",
            "Overlay[5].Path: '/etc/init.d/bivouac-watchdog' takes the place of what .Watchdog(...) says, so the watchdog would be lost; leave it out, or the declaration",
            "Overlay[6].Path: '/etc/init.d/bivouac-entropy' takes the place of what .Entropy() says, so the source of random numbers would be lost; leave it out, or the declaration",
        ]);

    [Fact]
    public void What_ssh_says_is_lost_where_a_file_does_not_say_it()
    {
        Find(iso => iso.Ssh(s => s.OpenSsh()).File("/etc/ssh/sshd_config", "Port 22\npermitrootlogin no\n").File("/etc/conf.d/sshd", "x=1\n")).ShouldBe(
            [
                "Overlay[0].Path: '/etc/ssh/sshd_config' takes the place of what .Ssh(...) says, so PasswordAuthentication would be lost; say it there as well",
                "Overlay[1].Path: '/etc/conf.d/sshd' takes the place of what .Ssh(...) says, so rc_need, key_types_to_generate would be lost; put all variables of the service into one of them",
            ]);
        Clean(iso => iso.Ssh(s => s.OpenSsh()).File("/etc/ssh/sshd_config", "Port 22\nPermitRootLogin no\nPasswordAuthentication no\n"));
        Clean(iso => iso.Apks("openssh").File("/etc/ssh/sshd_config", "").File("/etc/inittab", ""));
    }

    [Theory]
    [InlineData("tty1::respawn:/sbin/getty 38400 tty1\n", "ttyS0|tty1")]
    [InlineData("ttyS0::respawn:/sbin/getty -L 115200 ttyS0 vt100\ntty1::respawn:/sbin/getty -n -l /usr/lib/bivouac/login.tty1 38400 tty1\n", "")]
    [InlineData("::respawn:/sbin/getty -L 115200 ttyS0 vt100\n#tty1::respawn:/sbin/getty\n", "tty1")]
    public void Consoles_that_an_inittab_leaves_out_are_found(string inittab, string lost) =>
        string.Join("|", Find(iso => iso.SerialConsole().Autologin("tty1", "root").File("/etc/inittab", inittab)).Select(f => f.Split([", so "], 2, System.StringSplitOptions.None)[1].Split(' ')[0])).ShouldBe(lost);
}
