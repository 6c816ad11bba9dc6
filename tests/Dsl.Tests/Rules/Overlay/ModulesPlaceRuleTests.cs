using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Overlay;

public class ModulesPlaceRuleTests() : RuleTests("BIV0303")
{
    [Fact]
    public void What_a_build_brings_counts_by_its_place()
    {
        Find(iso => iso.BuildStep("a", b => b.Output("/lib/modules").Output("/usr/local/lib/a")).Download("b", d => d.From("https://a/b").ChecksumFile(".s").Unpack("/usr/lib/modules/b").Into("/lib/modules/c.ko")), "rescue").ShouldBe(
            ["Overlay[0].Path: '/lib/modules'" + Rest, "Overlay[2].Path: '/usr/lib/modules/b'" + Rest, "Overlay[3].Path: '/lib/modules/c.ko'" + Rest]);
        Clean(iso => iso.BuildStep("a", b => b.Output("/")));
    }

    [Fact]
    public void Modules_in_the_place_of_the_modloop_are_found()
    {
        Project.Add("overlay/lib/modules/6/a.ko", null).Add("overlay/lib/modules/6/b.ko", null);
        Find(iso => iso.File("/lib/modules/x.ko", "").FileFrom("/usr/lib/modules/y.ko", "y.ko").Tree("overlay").Link("/lib/modules", "/x"), "rescue").ShouldBe(
        [
            "Overlay[0].Path: '/lib/modules/x.ko'" + Rest, "Overlay[1].Path: '/usr/lib/modules/y.ko' (y.ko)" + Rest,
            "Overlay[2].Source: '/lib/modules/6/a.ko' (overlay/lib/modules/6/a.ko) (and one more file)" + Rest, "Overlay[3].Path: '/lib/modules'" + Rest,
        ]);
    }

    [Fact]
    public void Other_folders_are_fine() => Clean(iso => iso.File("/usr/local/lib/rescue/x.ko", "").Directory("/lib/modules").File("/lib/modules-load.d/x.conf", "").File("/etc/modules-load.d/y.conf", ""));

    [Fact]
    public void Without_the_service_nothing_is_hidden() => Clean(iso => iso.File("/lib/modules/x.ko", "").Disable("modloop"));

    [Fact]
    public void With_an_overlay_over_the_modloop_nothing_is_hidden()
    {
        Clean(iso => iso.File("/lib/modules/x.ko", "").ConfD("modloop", "overlay_size", "64m"));
        Clean(iso => iso.File("/lib/modules/x.ko", "").File("/etc/conf.d/modloop", "overlay_size=64m\n"));
        Clean(iso => iso.File("/lib/modules/x.ko", "").FileFrom("/etc/conf.d/modloop", "unknown"));
        Elements(iso => iso.File("/lib/modules/x.ko", "").File("/etc/conf.d/modloop", "")).ShouldHaveSingleItem();
    }

    private const string Rest = " would not be found at boot: modprobe looks only into /lib/modules, and the service modloop puts the ISO's modules in its place; put it elsewhere, for example into /usr/local/lib/rescue, and load it with insmod by its absolute path";
}
