using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Services;

public class RunlevelRuleTests() : RuleTests("BIV0503")
{
    [Fact]
    public void Early_services_in_a_later_runlevel_are_found_with_the_right_one() => Fixes(iso => iso.Enable("sysctl").Enable("modloop", Runlevel.Boot).Enable("hostname", Runlevel.Shutdown)).ShouldBe(
        [
            new Fix(FixKind.SetArgument, "runlevel", "Runlevel.Boot"), new Fix(FixKind.SetArgument, "runlevel", "Runlevel.Sysinit"), new Fix(FixKind.SetArgument, "runlevel", "Runlevel.Boot"),
        ]);

    [Fact]
    public void Services_for_the_way_down_belong_there() => Elements(iso => iso.Enable("mount-ro").Enable("killprocs", Runlevel.Sysinit)).ShouldBe(["Services[0].Runlevel", "Services[1].Runlevel"]);

    [Fact]
    public void The_right_place_and_an_earlier_one_are_fine() => Clean(iso => iso.Enable("hwclock", Runlevel.Boot).Enable("sysctl", Runlevel.Sysinit).Enable("savecache", Runlevel.Shutdown));

    [Fact]
    public void Other_services_and_other_runlevels_are_fine() => Clean(iso => iso.Enable("sshd", Runlevel.Boot).Enable("networking").Enable("hwclock", new Runlevel("rescue")));

    [Fact]
    public void A_script_of_the_overlay_may_be_anything() => Clean(iso => iso.File("/etc/init.d/hwclock", "#!/sbin/openrc-run\n").Enable("hwclock"));
}
