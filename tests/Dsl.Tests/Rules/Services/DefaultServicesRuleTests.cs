using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Services;

public class DefaultServicesRuleTests() : RuleTests("BIV0505")
{
    [Fact]
    public void Taking_them_all_away_is_found() => Find(iso => iso.WithoutDefaultServices())
        .ShouldBe(["DefaultServices: the default boot services are taken away and nothing takes the place of devfs and mdev or mdevd or udev and modloop; enable it, or keep the default services and take single ones away with .Disable(\"...\")"]);

    [Fact]
    public void Their_replacement_is_fine()
    {
        Clean(iso => iso.WithoutDefaultServices().Enable("devfs", Runlevel.Sysinit).Enable("udev", Runlevel.Sysinit).Enable("modloop", Runlevel.Sysinit));
        Clean(iso => iso.WithoutDefaultServices().File("/etc/.default_boot_services", ""));
        Clean(iso => iso.WithoutDefaultServices().Enable("devfs", Runlevel.Sysinit).Enable("mdevd", Runlevel.Sysinit).Link("/etc/runlevels/sysinit/modloop", "/etc/init.d/modloop"));
        Clean(iso => iso.WithoutDefaultServices().RawOverlayShell(": links", "why"));
    }

    [Fact]
    public void A_replacement_that_is_disabled_again_is_none() => Elements(iso => iso.WithoutDefaultServices().Enable("devfs").Enable("mdev").Enable("modloop").Disable("modloop")).ShouldBe(["DefaultServices"]);

    [Fact]
    public void Single_services_may_go() => Clean(iso => iso.Disable("syslog", "modloop"));
}
