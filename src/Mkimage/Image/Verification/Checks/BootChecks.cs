using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Mkimage.Image.Iso;

namespace Bivouac.Mkimage.Image.Verification.Checks;

/// <summary>Whether firmware finds a boot loader, and the boot loader the kernels with their command line.</summary>
internal static class BootChecks
{
    private const string Syslinux = "boot/syslinux/syslinux.cfg";
    private const string Grub = "boot/grub/grub.cfg";
    private const int EfiHeaderBytes = 64;

    public static void Run(CheckList list, ImageContents contents)
    {
        var expectation = contents.Expectation;
        if (expectation.NeedsBios)
        {
            list.Run("boot.bios", () => "BIOS can boot it (isolinux)", "build again", () => CheckBios(contents));
            list.Run("boot.bios.usb", () => "BIOS can boot it from a USB stick (isohybrid)", "build again",
                () => contents.Iso.HasMbr ? null : ("the first sector has no boot code, so BIOS cannot boot the image from a USB stick", "boot/syslinux/isohdpfx.bin was missing: remove syslinux_* from the work directory and build again"));
            list.Run("boot.syslinux-cfg", () => $"/{Syslinux} starts every kernel with the declared command line", "build again", () => CheckConfiguration(contents, Syslinux));
        }

        if (expectation.NeedsUefi)
        {
            list.Run("boot.uefi", () => $"UEFI can boot it ({EfiName(expectation.Arch)})", "mformat or mcopy failed: install mtools and dosfstools on the builder, look for 'No space left' in the build log, build again", () => CheckUefi(contents));
            list.Run("boot.grub-cfg", () => $"/{Grub} starts every kernel with the declared command line", "build again", () => CheckConfiguration(contents, Grub));
            list.Warn(() => contents.Iso.HasEfiPartition ? [] : ["no EFI partition is in the partition table, so some UEFI firmware will not boot the image from a USB stick"]);
        }

        foreach (var addon in expectation.BootAddons)
            list.Run("boot.addon." + addon, () => $"/boot/{addon} is there", "build again",
                () => contents.Iso.FindFile("boot/" + addon) is { Size: > 0 }
                    ? null
                    : ($"/boot/{addon} is missing or empty", "the package that holds it must stand in boot_addons; kernel_* in the work directory keeps its old content, so remove it and build again"));
    }

    /// <summary>The file that UEFI starts from removable media (UEFI specification 3.5.1.1).</summary>
    internal static string EfiName(string arch) => arch switch
    {
        "x86_64" => "EFI/BOOT/BOOTX64.EFI",
        "x86" => "EFI/BOOT/BOOTIA32.EFI",
        "aarch64" => "EFI/BOOT/BOOTAA64.EFI",
        "armhf" or "armv7" => "EFI/BOOT/BOOTARM.EFI",
        "riscv64" => "EFI/BOOT/BOOTRISCV64.EFI",
        "loongarch64" => "EFI/BOOT/BOOTLOONGARCH64.EFI",
        _ => "EFI/BOOT/BOOT" + arch.ToUpperInvariant() + ".EFI",
    };

    private static (string, string)? CheckBios(ImageContents contents)
    {
        var entry = contents.Iso.BootEntries.FirstOrDefault(entry => entry is { Platform: BootPlatform.Bios, IsBootable: true });
        if (entry is null)
            return ("the image has no boot entry for BIOS", "the profile has no output_format=\"iso\", or syslinux was missing: declare it, remove syslinux_* from the work directory and build again");
        foreach (var path in (string[])["boot/syslinux/isolinux.bin", "boot/syslinux/ldlinux.c32"])
            if (contents.Iso.FindFile(path) is not { Size: > 0 })
                return ($"/{path} is missing or empty", "remove syslinux_* from the work directory and build again");
        var loader = contents.Require("boot/syslinux/isolinux.bin");
        if (loader.Extents[0].Offset != entry.Offset || entry.SectorCount == 0)
            return ("the boot entry for BIOS does not point at /boot/syslinux/isolinux.bin", "remove iso_opts from the profile or leave its boot options to mkimage.sh");
        return null;
    }

    private static (string, string)? CheckUefi(ImageContents contents)
    {
        var iso = contents.Iso;
        var entry = iso.BootEntries.FirstOrDefault(entry => entry is { Platform: BootPlatform.Efi, IsBootable: true });
        if (entry is null)
            return ("the image has no boot entry for UEFI", "the profile has no grub_mod, or GRUB was missing: declare it, remove grub_* from the work directory and build again");

        // The catalog's count of sectors is a 16-bit number and 0 or 1 in some images, so the file's size is preferred.
        var file = iso.Entries.Values.FirstOrDefault(file => !file.IsDirectory && file.Size > 0 && file.Extents[0].Offset == entry.Offset);
        var length = file?.Size ?? Math.Min(Math.Max(entry.SectorCount, 2880) * 512L, iso.Length - entry.Offset);
        using var stream = iso.OpenRead(entry.Offset, length);
        var name = EfiName(contents.Expectation.Arch);
        var program = new FatVolume(stream).ReadFile(name, EfiHeaderBytes);
        if (program is null || program.Length < EfiHeaderBytes || program[0] != 'M' || program[1] != 'Z')
        {
            var fact = program is null ? $"the EFI image has no {name}" : $"{name} in the EFI image is empty or not an EFI program";
            return (fact, "mformat or mcopy failed, which mkimage.sh does not notice: install mtools on the builder, remove grub_* from the work directory and build again");
        }

        return null;
    }

    private static (string, string)? CheckConfiguration(ImageContents contents, string path)
    {
        if (contents.ReadText(path) is not { } text) return ($"/{path} is not in the image", "remove syslinux_cfg_* and grub_cfg_* from the work directory and build again");
        var lines = text.Split('\n');
        foreach (var flavor in contents.Expectation.KernelFlavors)
            if (!Words(lines).Contains("/boot/vmlinuz-" + flavor))
                return ($"/{path} does not start /boot/vmlinuz-{flavor}", "the profile's kernel_flavors and its boot menu must name the same kernels");
        var missing = contents.Expectation.CommandLine.Where(fragment => !text.Contains(fragment, StringComparison.Ordinal)).ToList();
        return missing.Count == 0
            ? null
            : ($"the kernel command line in /{path} has no '{string.Join("', '", missing)}'", "remove syslinux_cfg_* and grub_cfg_* from the work directory and build again");
    }

    private static IEnumerable<string> Words(IEnumerable<string> lines) => lines.SelectMany(line => line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries));
}
