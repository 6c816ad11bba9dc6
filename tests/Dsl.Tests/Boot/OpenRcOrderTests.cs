using System;
using System.Linq;
using Bivouac.Boot;
using Bivouac.Dsl.Tests.Rules;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Boot;

/// <summary>
/// Given a definition, when its boot is computed, then the order is that in which OpenRC 0.54 started it: its own and Alpine's init
/// scripts in a namespace, each with a <c>start()</c> that writes down the runlevel and its name.
/// </summary>
public class OpenRcOrderTests
{
    private const string Sysinit = "sysinit: devfs dmesg modloop sysfs mdev hwdrivers";

    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    [Fact]
    public void What_Alpine_starts_with_accounts_a_network_and_SSH() =>
        Order(iso => iso.Ssh(_ => { }).Network(_ => { }).User("ops", 1000).Ntp("pool.ntp.org")).ShouldBe(
        [
            "sysinit: bivouac-accounts devfs dmesg modloop sysfs mdev hwdrivers",
            "boot: modules hwclock sysctl hostname fsck root localmount bootmisc bivouac-network syslog sshd",
            "default: ntpd",
        ]);

    [Fact]
    public void U7_what_is_needed_or_wanted_starts_in_the_runlevel_of_who_says_so() =>
        Order(iso => iso.Ssh(_ => { }).Network(_ => { }).Enable("net-online", Runlevel.Boot)
            .Service("c1", s => s.Run("/x").After("c2")).Service("c2", s => s.Run("/x").After("c1"))
            .Service("b1", s => s.Run("/x").After("late").Runlevel(Runlevel.Boot))
            .Service("late", s => s.Run("/x"))
            .Service("needlate", s => s.Run("/x").NeedsOrFails("late2", "it must").Before("sshd").Runlevel(Runlevel.Boot))
            .Service("late2", s => s.Run("/x"))
            .Service("wantlate", s => s.Run("/x").Want("late3").Runlevel(Runlevel.Boot))
            .Service("late3", s => s.Run("/x"))).ShouldBe(
        [
            Sysinit,
            "boot: b1 modules hwclock sysctl hostname fsck root localmount bootmisc bivouac-network late2 needlate net-online syslog sshd late3 wantlate",
            "default: c2 c1 late",
        ]);

    [Fact]
    public void What_speaks_of_all_services_and_what_a_configuration_adds() =>
        Order(Star).ShouldBe(
        [
            Sysinit,
            "boot: first modules hwclock sysctl hostname fsck root localmount bootmisc bivouac-network yyy vip syslog sshd zzz last",
        ]);

    [Fact]
    public void A_configuration_of_the_overlay_counts_as_a_typed_one_does()
    {
        var files = new ProjectDouble().Add("overlay/etc/conf.d/syslog", "# ours\nrc_need='vip'\n").Add("overlay/etc/rc.conf", "rc_sys=\"\"\nrc_sshd_want=\"yyy\"\n");
        Order(iso => iso.Ssh(_ => { }).Tree("overlay").Service("yyy", s => s.Run("/x")).Service("vip", s => s.Run("/x")), files)[1]
            .ShouldBe("boot: modules hwclock fsck root localmount sysctl bootmisc hostname yyy vip syslog sshd");
    }

    [Fact]
    public void Services_of_packages_in_their_own_runlevels() =>
        Order(iso => iso.Ssh(s => s.Dropbear()).Network(_ => { }).Enable("net-online", Runlevel.Boot).Enable("watchdog", Runlevel.Boot)
            .Service("aft", s => s.Run("/x").After("networking", "net", "net-online"))
            .Service("fg1", s => s.Run("/x").Before("dropbear").Foreground().Timeout(Long))
            .Service("netonline", s => s.Run("/x").NeedsOrFails("net-online", "it must"))).ShouldBe(
        [
            Sysinit,
            "boot: modules hwclock sysctl hostname fsck root localmount bootmisc bivouac-network syslog dropbear net-online watchdog",
            "default: aft fg1 netonline",
        ]);

    [Fact]
    public void Services_of_many_packages() =>
        Order(iso =>
        {
            iso.Apks("openssh", "mdadm").Enable("sshd", Runlevel.Boot);
            foreach (var service in (string[])["networking", "mdadm-raid", "klogd", "swap", "seedrng", "loopback", "net-online"]) iso.Enable(service, Runlevel.Boot);
            foreach (var service in (string[])["local", "crond", "acpid", "ntpd"]) iso.Enable(service);
        }).ShouldBe(
        [
            Sysinit,
            "boot: modules hwclock mdadm-raid fsck root swap localmount sysctl bootmisc hostname syslog klogd loopback networking net-online seedrng sshd",
            "default: acpid crond ntpd local",
        ]);

    [Fact]
    public void A_star_is_no_circle_and_two_that_each_come_first_are()
    {
        BootGraph.Of(Model(Star)).Cycles.ShouldBeEmpty();
        BootGraph.Of(Model(iso => iso.Service("a", s => s.Run("/x").Before("b")).Service("b", s => s.Run("/x").Before("a")))).Cycles.ShouldHaveSingleItem().ShouldBe(["a", "b"]);
    }

    private static void Star(LiveCdBuilder iso) => iso.Ssh(_ => { }).Network(_ => { })
        .File("/etc/init.d/last", "#!/sbin/openrc-run\ndepend() {\n\tafter *\n}\nstart() {\n\t:\n}\n", "0755").Enable("last", Runlevel.Boot)
        .File("/etc/init.d/first", "#!/sbin/openrc-run\ndepend() {\n\tbefore *\n}\nstart() {\n\t:\n}\n", "0755").Enable("first", Runlevel.Boot)
        .Service("zzz", s => s.Run("/x").Runlevel(Runlevel.Boot)).ConfD("zzz", "rc_after", "sshd")
        .Service("yyy", s => s.Run("/x")).ConfD("sshd", "rc_want", "yyy")
        .Service("vip", s => s.Run("/x")).ConfD("syslog", "rc_need", "vip");

    private static string[] Order(Action<LiveCdBuilder> declare, ProjectDouble? files = null) =>
        [.. BootGraph.Of(Model(declare), files).Services.GroupBy(s => s.Runlevel.Name).Select(g => g.Key + ": " + string.Join(' ', g.Select(s => s.Name)))];

    private static Model.LiveCdModel Model(Action<LiveCdBuilder> declare)
    {
        var iso = new LiveCdBuilder().Arch(Arch.X86_64).Hostname("x");
        declare(iso);
        return iso.Build("x");
    }
}
