using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Apks;

public class NoFirmwareRuleTests() : RuleTests("BIV0405")
{
    [Fact]
    public void None_beside_a_network_driver_is_found() => Find(iso => iso.Kernel(KernelFlavor.Lts).Firmware(Firmware.None).Modules("ipmi_si", "bnx2x"))
        .ShouldBe(["Firmware[0]: linux-firmware-none is the only firmware, but the driver 'bnx2x' is loaded, which asks for some: a system that is installed from this medium would find none for its hardware; declare it by type, for example .Firmware(Firmware.Bnx2x)"]);

    [Fact]
    public void None_beside_microcode_of_real_processors_is_found() => Find(iso => iso.Firmware(Firmware.None).BootAddons(BootAddon.IntelMicrocode))
        .ShouldBe(["Firmware[0]: linux-firmware-none is the only firmware, but the microcode 'intel-ucode' is for real processors: a system that is installed from this medium would find none for its hardware; declare it by type, for example .Firmware(Firmware.Intel, Firmware.Bnx2x, Firmware.RtlNic, Firmware.Other)"]);

    [Fact]
    public void The_repair_names_what_the_drivers_ask_for()
    {
        Fixes(iso => iso.Firmware(Firmware.None).Modules("amdgpu")).ShouldBe([new Fix(FixKind.ReplaceText, "", "linux-firmware-amdgpu")]);
        Fixes(iso => iso.Firmware(Firmware.None).Modules("amdgpu", "mt7921e")).ShouldBe([new Fix(FixKind.AddCall, "", ".Firmware(Firmware.Amdgpu, new Firmware(\"linux-firmware-mediatek\"))")]);
        Fixes(iso => iso.MediumApks("linux-firmware-none").CommandLine(l => l.Modules("loop", "bnx2"))).ShouldBe([new Fix(FixKind.AddCall, "", ".Firmware(Firmware.Bnx2)")]);
    }

    [Fact]
    public void None_beside_other_firmware_leaves_the_choice() => Clean(iso => iso.Firmware(Firmware.None, Firmware.Intel).Modules("bnx2x"));

    [Fact]
    public void Images_for_virtual_machines_are_fine()
    {
        Clean(iso => iso.Firmware(Firmware.None));
        Clean(iso => iso.Kernel(KernelFlavor.Lts).Firmware(Firmware.None).Modules("virtio_net", "dummy"));
        Clean(iso => iso.Kernel(KernelFlavor.Virt).Firmware(Firmware.None).Modules("bnx2x"));
        Clean(iso => iso.Inherit(BaseProfile.Virt).Firmware(Firmware.None).Modules("bnx2x"));
    }

    [Fact]
    public void Nothing_is_said_where_firmware_may_come_from_elsewhere()
    {
        Clean(iso => iso.Inherit(BaseProfile.Extended).Firmware(Firmware.None).Modules("bnx2x"));
        Clean(iso => iso.Inherit(new BaseProfile("own")).Firmware(Firmware.None).Modules("bnx2x"));
        Clean(iso => iso.RawProfileShell("apks=\"$apks linux-firmware-bnx2x\"", "why").Firmware(Firmware.None).Modules("bnx2x"));
        Clean(iso => iso.MediumApks("linux-firmware").Firmware(Firmware.None).Modules("bnx2x"));
        Elements(iso => iso.Inherit(BaseProfile.Standard).Firmware(Firmware.None).Modules("bnx2x")).ShouldBe(["Firmware[0]"]);
    }
}
