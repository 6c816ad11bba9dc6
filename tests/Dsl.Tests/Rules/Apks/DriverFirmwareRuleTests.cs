using System.Linq;
using Bivouac.Dsl.Tests.Apk;
using Bivouac.Rules.Apks;
using Bivouac.Rules.Data;
using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Apks;

public class DriverFirmwareRuleTests() : RuleTests("BIV0406")
{
    [Fact]
    public void A_driver_whose_firmware_was_not_chosen_is_found() => Find(iso => iso.Firmware(Firmware.Intel).Modules("mlx5_core", "bnx2x"))
        .ShouldBe(["Modules[1]: the driver 'bnx2x' asks for the firmware of linux-firmware-bnx2x, which is not among the firmware for the medium, so a system installed from it would be without; add .Firmware(Firmware.Bnx2x)"]);

    [Fact]
    public void Drivers_of_the_command_line_count_and_dashes_are_underscores() =>
        Elements(iso => iso.Firmware(Firmware.Intel).CommandLine(l => l.Modules("loop", "brcmfmac")).Modules("ath10k-pci")).ShouldBe(["Modules[0]", "CommandLine.Modules[1]"]);

    [Fact]
    public void The_repair_is_a_member_where_there_is_one() => Fixes(iso => iso.Firmware(Firmware.Intel).Modules("qed", "cxgb3"))
        .ShouldBe([new Fix(FixKind.AddCall, "", ".Firmware(Firmware.Qed)"), new Fix(FixKind.AddCall, "", ".Firmware(new Firmware(\"linux-firmware-cxgb3\"))")]);

    [Fact]
    public void Firmware_that_is_declared_is_fine()
    {
        Clean(iso => iso.Firmware(Firmware.Bnx2x).Modules("bnx2x", "ipmi_si"));
        Clean(iso => iso.Firmware(Firmware.Intel).MediumApks("linux-firmware-bnx2x").Modules("bnx2x"));
        Clean(iso => iso.Firmware(Firmware.Intel).Modules("bnx2x").MediumApks("linux-firmware"));
        Clean(iso => iso.Firmware(Firmware.Intel).Modules("iwlwifi"));
        Clean(iso => iso.Firmware(Firmware.Other).Modules("iwlwifi", "ath6kl_usb", "mt7921e", "ath10k_pci"));
    }

    [Fact]
    public void Without_a_choice_nothing_is_said()
    {
        Clean(iso => iso.Modules("bnx2x"));
        Clean(iso => iso.Firmware(Firmware.None).Modules("bnx2x"));
        Clean(iso => iso.MediumApks("linux-firmware-any").Modules("bnx2x"));
        Clean(iso => iso.MediumApks("sof-firmware").Modules("bnx2x"));
        Clean(iso => iso.Inherit(BaseProfile.Extended).Firmware(Firmware.Intel).Modules("bnx2x"));
        Clean(iso => iso.Kernel(KernelFlavor.Rpi).Firmware(Firmware.Intel).Modules("brcmfmac"));
        Clean(iso => iso.RawProfileShell("modloopfw=\"$modloopfw $(firmware)\"", "why").Firmware(Firmware.Intel).Modules("bnx2x"));
    }

    [Fact]
    public void With_a_package_index_what_a_package_depends_on_counts()
    {
        Index = string.Join("\n", RealIndex.Lines());
        Clean(iso => iso.Arch(Arch.Aarch64).Firmware(Firmware.Other).Modules("mt7921e", "ath10k_pci"));
        Elements(iso => iso.Arch(Arch.Aarch64).Firmware(Firmware.Other).Modules("bnx2x")).ShouldBe(["Modules[0]"]);
    }

    [Fact]
    public void The_table_names_packages_that_there_are()
    {
        var known = DataTable.Load("firmware-packages.tsv").Rows.Select(r => r[0]).ToArray();
        var rows = DataTable.Load("nic-firmware.tsv").Rows;

        rows.ShouldAllBe(r => FirmwareView.PackagesFor(r[0]).Count > 0);
        rows.SelectMany(r => DataTable.Words(r[1])).Where(p => p.StartsWith("linux-firmware-")).ShouldBeSubsetOf(known);
        FirmwareView.PackagesFor("virtio_net").ShouldBeEmpty();
    }
}
