using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Apks;

public class RepeatedApkRuleTests() : RuleTests("BIV0401")
{
    private static readonly PinnedVersion Go = new("GO_VERSION", "1.23");

    [Fact]
    public void The_same_words_are_found_where_they_stand_again() => Find(iso => iso.Apks("openssh", "chrony").Apks("openssh"))
        .ShouldBe(["Apks[2]: the package 'openssh' is declared before with the same words; take it out here"]);

    [Fact]
    public void Each_list_is_looked_at() => Elements(iso => iso
        .MediumApks("htop").Apk("go", a => a.StartingWith(Go)).Apk("go", a => a.StartingWith("1.23")).MediumApks("htop").Apk("htop", a => a.OnMediumOnly())
        .Inherit(BaseProfile.Standard).RemoveApks("iw", "iw").Firmware(Firmware.Intel, new Firmware("linux-firmware-intel")))
        .ShouldBe(["Apks[2]", "Apks[3]", "Apks[4]", "RemovedApks[1]", "Firmware[1]"]);

    [Fact]
    public void What_every_image_has_is_found() => Find(iso => iso.Apks("alpine-base", "openrc"))
        .ShouldBe(["Apks[0]: the package 'alpine-base' is in every image, declared or not; take it out here"]);

    [Fact]
    public void It_can_go() => Fixes(iso => iso.Apks("a", "a", "alpine-base")).ShouldBe([Fix.Remove, Fix.Remove]);

    [Fact]
    public void Other_words_are_fine()
    {
        Clean(iso => iso.Apks("go").Apk("go", a => a.AtLeast("1.23")).Apk("go", a => a.Below("1.24")).Apk("make", a => a.From("x")).Apk("make", a => a.From("y")));
        Clean(iso => iso.Apk("alpine-base", a => a.AtLeast("3.21")));
        Clean(iso => iso.Apks("zfs").RemoveApks("zfs").Firmware(new Firmware("zfs")));
    }
}
