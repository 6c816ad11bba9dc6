using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Apks;

public class InstalledFirmwareRuleTests() : RuleTests("BIV0410")
{
    [Fact]
    public void A_part_of_linux_firmware_that_is_installed_is_found() =>
        Find(iso => iso.Apks("nano", "linux-firmware-intel").Apks("linux-firmware-cxgb3"))
            .ShouldBe([
                "Apks[1]: the firmware package 'linux-firmware-intel' is installed at boot, so /lib/firmware holds it and nothing else, where the modloop would have brought the firmware of all drivers; take it out, or put it on the medium with .Firmware(Firmware.Intel)",
                "Apks[2]: the firmware package 'linux-firmware-cxgb3' is installed at boot, so /lib/firmware holds it and nothing else, where the modloop would have brought the firmware of all drivers; take it out, or put it on the medium with .Firmware(new Firmware(\"linux-firmware-cxgb3\"))",
            ]);

    [Fact]
    public void On_the_medium_it_is_fine()
    {
        Clean(iso => iso.Firmware(Firmware.Intel, Firmware.Bnx2x));
        Clean(iso => iso.MediumApks("linux-firmware-intel"));
    }

    [Fact]
    public void All_of_it_and_nothing_hide_nothing()
    {
        Clean(iso => iso.Apks("linux-firmware", "linux-firmware-intel"));
        Clean(iso => iso.Apks("linux-firmware-none"));
    }

    [Fact]
    public void Where_the_firmware_may_be_another_nothing_is_said()
    {
        Clean(iso => iso.Kernel(KernelFlavor.Virt).Apks("linux-firmware-intel"));
        Clean(iso => iso.Inherit(BaseProfile.Extended).Apks("linux-firmware-intel"));
        Clean(iso => iso.RawProfileShell("modloopfw=\"$(firmware)\"", "why").Apks("linux-firmware-intel"));
    }
}
