using System;
using System.Linq;
using Bivouac.Boot;
using Bivouac.Dsl.Tests.Declaration;
using Bivouac.Dsl.Tests.Rules;
using Bivouac.Model;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Boot;

/// <summary>Given a definition, when its boot is computed, then it is what OpenRC does with the init scripts that the image will have.</summary>
public class BootGraphTests
{
    [Fact]
    public void Services_start_runlevel_by_runlevel_behind_what_they_depend_on()
    {
        var order = Graph(_ => { }).Services.Select(s => s.Name).ToList();
        foreach (var (first, then) in new[] { ("devfs", "mdev"), ("modloop", "hwdrivers"), ("mdev", "hwdrivers"), ("hwdrivers", "modules"), ("localmount", "bootmisc"), ("bootmisc", "syslog"), ("sysctl", "syslog") })
            order.IndexOf(first).ShouldBeInRange(0, order.IndexOf(then) - 1, first + " before " + then);
    }

    [Fact]
    public void What_another_one_needs_starts_with_it()
    {
        var graph = Graph(_ => { });
        graph.Services.Single(s => s.Name == "localmount").ShouldBe(new BootService("localmount", Runlevel.Boot, BootServiceOrigin.Package, true, null));
        graph.Dependencies.ShouldContain(new BootDependency("bootmisc", "localmount", BootDependencyKind.Need));
    }

    [Fact]
    public void A_service_of_the_definition_knows_where_it_comes_from_and_how_it_runs()
    {
        var graph = Graph(iso => iso.Service("a", s => s.Run("/x").After("b")).Service("b", s => s.Run("/x").Foreground()));
        graph.Services.Where(s => s.Runlevel == Runlevel.Default).ShouldBe(
        [
            new("b", Runlevel.Default, BootServiceOrigin.Definition, false, ServiceStart.Foreground),
            new("a", Runlevel.Default, BootServiceOrigin.Definition, false, ServiceStart.Background),
        ]);
        graph.Dependencies.ShouldContain(new BootDependency("a", "b", BootDependencyKind.After));
    }

    [Fact]
    public void Before_is_after_seen_from_the_other_side() =>
        Graph(iso => iso.Ssh(_ => { }).Service("a", s => s.Run("/x").Before(ServiceName.Sshd).Runlevel(Runlevel.Boot))).Dependencies.ShouldContain(new BootDependency("sshd", "a", BootDependencyKind.After));

    [Fact]
    public void An_init_script_of_the_overlay_is_read()
    {
        var files = new ProjectDouble().Add("overlay/etc/init.d/a", "#!/sbin/openrc-run\ndepend() {\n\tneed b\n\tprovide c\n}\n").Add("overlay/etc/init.d/b", "#!/sbin/openrc-run\n");
        var graph = Graph(iso => iso.Tree("overlay").Enable("a").Service("d", s => s.Run("/x").Use("c")), files);
        graph.Dependencies.ShouldContain(new BootDependency("a", "b", BootDependencyKind.Need));
        graph.Dependencies.ShouldContain(new BootDependency("d", "a", BootDependencyKind.Use));
        graph.Services.Single(s => s.Name == "b").IsPulledIn.ShouldBeTrue();
    }

    [Fact]
    public void What_nothing_brings_is_missing() =>
        Graph(iso => iso.Enable("nosuch")).Services.Single(s => s.Name == "nosuch").Origin.ShouldBe(BootServiceOrigin.Missing);

    [Fact]
    public void Links_of_the_overlay_start_services_too() =>
        Graph(iso => iso.Apks("openssh").Link("/etc/runlevels/boot/sshd", "/etc/init.d/sshd")).Services.ShouldContain(s => s.Name == "sshd" && s.Runlevel == Runlevel.Boot);

    [Fact]
    public void U6_a_circle_is_found_once()
    {
        var graph = Graph(iso => iso.Service("c", s => s.Run("/x").After("a")).Service("a", s => s.Run("/x").After("b")).Service("b", s => s.Run("/x").After("c")));
        graph.Cycles.ShouldHaveSingleItem().ShouldBe(["a", "b", "c"]);
        graph.Services.Count(s => s.Runlevel == Runlevel.Default).ShouldBe(3);
    }

    [Fact]
    public void U7_the_network_is_not_on_the_path_to_SSH()
    {
        var graph = Graph(iso => iso.Network(n => n.DhcpOnAllInterfaces()).Ssh(_ => { }));
        graph.Ssh.ShouldBe("sshd");
        graph.IsOnPathToSsh("bivouac-network").ShouldBeFalse();
        graph.IsOnPathToSsh("syslog").ShouldBeTrue("sshd uses a logger");
    }

    [Fact]
    public void U7_with_what_is_typed_nothing_but_the_accounts_is_waited_for_in_any_scenario()
    {
        var graph = Graph(iso => iso.Network(n => n.DhcpOnAllInterfaces()).Ssh(_ => { }).User("ops", 1000).Service("a", s => s.Run("/x").Foreground()).Service("b", s => s.Run("/x").Runlevel(Runlevel.Boot)));
        graph.Estimates.Select(e => e.Scenario).ShouldBe([BootScenario.Complete, BootScenario.NoCable, BootScenario.NoDhcpServer, BootScenario.NoRtc]);
        graph.Estimates.Select(e => e.Total).ShouldAllBe(t => t == TimeSpan.FromSeconds(65));
        graph.Estimates[0].Waits.ShouldHaveSingleItem().Service.ShouldBe("bivouac-accounts");
    }

    [Fact]
    public void U1_what_the_boot_waits_for_in_SSHs_own_runlevel_holds_it_up()
    {
        var graph = Graph(iso => iso.Ssh(_ => { }).Service("a", s => s.Run("/x").Run("/y").Timeout(TimeSpan.FromSeconds(40)).Foreground().Runlevel(Runlevel.Boot)));
        graph.Estimates[0].Waits.ShouldBe([new BootWait("a", TimeSpan.FromSeconds(90), "2 commands of 40 s, and 5 s more until each is killed")]);
    }

    [Fact]
    public void U1_what_comes_after_SSH_does_not() =>
        Graph(iso => iso.Ssh(_ => { }).Service("a", s => s.Run("/x").Foreground().After(ServiceName.Sshd).Runlevel(Runlevel.Boot))).Estimates[0].Waits.ShouldBeEmpty();

    [Fact]
    public void U1_what_only_the_name_puts_behind_SSH_does_not_hold_it_up_and_what_it_pulls_in_does()
    {
        var graph = Graph(iso => iso.Ssh(_ => { })
            .Service("needlate", s => s.Run("/x").Runlevel(Runlevel.Boot).NeedsOrFails("late2", "it must").Before(ServiceName.Sshd))
            .Service("late2", s => s.Run("/x").Foreground().Timeout(TimeSpan.FromMinutes(10)))
            .Service("wantlate", s => s.Run("/x").Runlevel(Runlevel.Boot).Want("late3"))
            .Service("late3", s => s.Run("/x").Foreground().Timeout(TimeSpan.FromMinutes(20))));
        graph.Estimates.ShouldAllBe(e => e.Total == TimeSpan.FromSeconds(605));
        graph.Services.Single(s => s.Name == "late2").ShouldBe(new("late2", Runlevel.Boot, BootServiceOrigin.Definition, true, ServiceStart.Foreground));
        graph.IsOnPathToSsh("late2").ShouldBeTrue();
    }

    [Fact]
    public void Without_a_clock_swclock_stands_in_the_place_of_hwclock()
    {
        // What comes before hwclock comes early with it, and by its name without it.
        var graph = Graph(iso => iso.Ssh(_ => { }).Service("zero", s => s.Run("/x").Foreground().Before("hwclock").Runlevel(Runlevel.Boot)));
        graph.Estimates.Single(e => e.Scenario == BootScenario.Complete).Total.ShouldBe(TimeSpan.FromSeconds(35));
        graph.Estimates.Single(e => e.Scenario == BootScenario.NoRtc).Total.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData(null, 120)]
    [InlineData("30", 30)]
    [InlineData("0", null)]
    public void U8_net_online_waits_for_a_cable_as_long_as_its_configuration_says(string? timeout, int? seconds)
    {
        var graph = Graph(iso =>
        {
            iso.Ssh(_ => { }).Network(_ => { }).Enable("net-online", Runlevel.Boot);
            if (timeout is not null) iso.ConfD("net-online", "timeout", timeout);
        });
        graph.Estimates.Single(e => e.Scenario == BootScenario.NoCable).Total.ShouldBe(Seconds(seconds));
        graph.Estimates.Single(e => e.Scenario == BootScenario.Complete).Total.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void U9_packages_whose_scripts_wait_are_counted_with_their_configuration()
    {
        Total("chrony", "chronyd").ShouldBeNull();
        Total("chrony", "chronyd", "FAST_STARTUP", "yes").ShouldBe(TimeSpan.Zero);
        Total("clamav", "clamd", "FRESHCLAM_TIMEOUT", "7").ShouldBe(TimeSpan.FromSeconds(7));
        Total("mariadb", "mariadb").ShouldBe(TimeSpan.FromSeconds(10));
        Total("dhcpcd", "dhcpcd").ShouldBe(TimeSpan.Zero);

        static TimeSpan? Total(string package, string service, string? variable = null, string value = "") => Graph(iso =>
        {
            iso.Ssh(_ => { }).Network(_ => { }).Apks(package).Enable(service, Runlevel.Boot);
            if (variable is not null) iso.ConfD(service, variable, value);
        }).Estimates.Single(e => e.Scenario == BootScenario.NoCable).Total;
    }

    [Fact]
    public void U9_scripts_of_local_are_bounded_by_nothing() =>
        Graph(iso => iso.Apks("openssh").Enable("local", Runlevel.Boot).Enable("sshd").LocalD("a", "true\n")).Estimates[0].Total.ShouldBeNull();

    [Theory]
    [InlineData("", 15)]
    [InlineData("\tudhcpc_opts -b -t 1 -T 1 -A 10\n", 1)]
    [InlineData("\tudhcpc_opts -bt2 -T4\n", 8)]
    [InlineData("\tudhcpc_opts -nq -t0\n", null)]
    [InlineData("\tudhcpc_opts -b -t 0 -T 3 -q\n", null)]
    public void U8_classic_networking_waits_for_each_interface_without_a_cable_or_a_server(string options, int? seconds)
    {
        var graph = Graph(iso => Interfaces(iso, options));
        graph.Estimates.Single(e => e.Scenario == BootScenario.NoCable).Total.ShouldBe(Seconds(seconds));
        graph.Estimates.Single(e => e.Scenario == BootScenario.NoDhcpServer).Total.ShouldBe(Seconds(seconds));
        graph.Estimates.Single(e => e.Scenario == BootScenario.Complete).Total.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void U8_another_client_has_a_limit_of_its_own() =>
        Graph(iso => Interfaces(iso.Apks("dhcpcd"), "")).Estimates.Single(e => e.Scenario == BootScenario.NoCable).Total.ShouldBe(TimeSpan.FromSeconds(30));

    [Fact]
    public void U9_an_init_script_of_the_overlays_own_is_bounded_by_nothing_that_is_known()
    {
        var graph = Graph(iso => iso.Ssh(_ => { }).File("/etc/init.d/a", "#!/sbin/openrc-run\nstart() { :; }\n", "0755").Enable("a", Runlevel.Boot));
        graph.Estimates[0].Total.ShouldBeNull();
        graph.Estimates[0].Waits.ShouldHaveSingleItem().Service.ShouldBe("a");
    }

    [Fact]
    public void Without_SSH_there_is_no_estimate()
    {
        var graph = BootGraph.Of(Samples.Minimal());
        graph.Ssh.ShouldBeNull();
        graph.Estimates.ShouldBeEmpty();
    }

    private static TimeSpan? Seconds(int? seconds) => seconds is { } number ? TimeSpan.FromSeconds(number) : null;

    private static void Interfaces(LiveCdBuilder iso, string options) => iso.Apks("openssh").Enable("sshd", Runlevel.Boot).Enable("networking", Runlevel.Boot)
        .File("/etc/network/interfaces", "auto lo\niface lo inet loopback\n\nauto eth0\niface eth0 inet dhcp\n" + options + "\niface eth1 inet dhcp\n");

    private static BootGraph Graph(Action<LiveCdBuilder> declare, ProjectDouble? files = null)
    {
        var iso = new LiveCdBuilder().Arch(Arch.X86_64).Hostname("x");
        declare(iso);
        return BootGraph.Of(iso.Build("x"), files);
    }
}
