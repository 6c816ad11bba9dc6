using System.Linq;
using Bivouac.Mkimage.Image.Verification;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Image;

public sealed class BootChecksTests : VerifierTest
{
    [Fact]
    public void An_image_for_UEFI_only_is_found()
    {
        Fixture.Remove("boot/syslinux");
        var report = Fixture.Verify();

        Failed(report, "boot.bios").Fact.ShouldContain("no boot entry for BIOS");
        report.Failures.ShouldAllBe(check => check.Id.StartsWith("boot.bios") || check.Id == "boot.syslinux-cfg");
        ImageVerifier.Verify(Fixture.IsoPath, Fixture.Expectation with { NeedsBios = false }).Passed.ShouldBeTrue();
    }

    [Fact]
    public void An_image_for_BIOS_only_is_found()
    {
        Fixture.Remove("efi");
        Fixture.Remove("boot/grub");
        var report = Fixture.Verify();

        Failed(report, "boot.uefi").Fact.ShouldContain("no boot entry for UEFI");
        report.Failures.Select(check => check.Id).ShouldBe(["boot.uefi", "boot.grub-cfg"]);
        ImageVerifier.Verify(Fixture.IsoPath, Fixture.Expectation with { NeedsUefi = false }).Passed.ShouldBeTrue();
    }

    [Fact]
    public void An_EFI_image_that_was_never_formatted_is_found()
    {
        Fixture.EfiToolsWork = false;
        Failed(Fixture.Verify(), "boot.uefi").Fact.ShouldContain("not a FAT file system");
    }

    [Fact]
    public void An_EFI_image_without_the_boot_program_is_found()
    {
        Fixture.Remove("efi/boot/bootx64.efi");
        Fixture.Write("efi/boot/readme.txt", "nothing");
        Failed(Fixture.Verify(), "boot.uefi").Fact.ShouldContain("has no EFI/BOOT/BOOTX64.EFI");
    }

    [Fact]
    public void An_EFI_image_with_an_empty_boot_program_is_found()
    {
        Fixture.Write("efi/boot/bootx64.efi", []);
        Failed(Fixture.Verify(), "boot.uefi").Fact.ShouldContain("empty or not an EFI program");
    }

    [Fact]
    public void A_missing_boot_addon_is_found()
    {
        Fixture.Remove("boot/intel-ucode.img");
        OnlyFailure(Fixture.Verify()).ShouldBe("boot.addon.intel-ucode.img");
    }

    [Fact]
    public void A_command_line_that_lacks_a_part_is_found_in_both_boot_loaders()
    {
        var report = ImageVerifier.Verify(BuiltIso(), Fixture.Expectation with { CommandLine = ["console=ttyS1"] });

        report.Failures.Select(check => check.Id).ShouldBe(["boot.syslinux-cfg", "boot.grub-cfg"]);
    }

    [Fact]
    public void A_boot_menu_that_starts_another_kernel_is_found()
    {
        Fixture.Write("boot/grub/grub.cfg", "linux /boot/vmlinuz-lts-old quiet console=ttyS0,115200");
        Failed(Fixture.Verify(), "boot.grub-cfg").Fact.ShouldContain("does not start /boot/vmlinuz-lts");
    }
}
