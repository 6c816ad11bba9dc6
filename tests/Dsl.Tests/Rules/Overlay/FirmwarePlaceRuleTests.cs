using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Overlay;

public class FirmwarePlaceRuleTests() : RuleTests("BIV0304")
{
    [Fact]
    public void Firmware_that_hides_that_of_the_modloop_is_found() => Find(iso => iso.File("/lib/firmware/a.bin", "").File("/usr/lib/firmware/b.bin", "").Link("/lib/firmware", "/x")).ShouldBe(
    [
        "Overlay[0].Path: '/lib/firmware/a.bin' hides all firmware of the modloop, which the service modloop links to /lib/firmware only when nothing lies there; take firmware of packages with .Firmware(...) and .ModloopFirmware(...)",
        "Overlay[1].Path: '/usr/lib/firmware/b.bin' is not where the kernel looks for firmware, or hides all firmware of the modloop where /lib is a link to /usr/lib; take firmware of packages with .Firmware(...) and .ModloopFirmware(...)",
        "Overlay[2].Path: '/lib/firmware' hides all firmware of the modloop, which the service modloop links to /lib/firmware only when nothing lies there; take firmware of packages with .Firmware(...) and .ModloopFirmware(...)",
    ]);

    [Fact]
    public void Other_folders_and_an_empty_one_are_fine() => Clean(iso => iso.File("/lib/firmware-x/a", "").File("/usr/share/firmware/a", "").Directory("/lib/firmware"));

    [Fact]
    public void Without_the_service_nothing_is_hidden() => Clean(iso => iso.File("/lib/firmware/a.bin", "").WithoutDefaultServices());
}
