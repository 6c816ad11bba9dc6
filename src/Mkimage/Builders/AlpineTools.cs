using System.Collections.Generic;

namespace Bivouac.Mkimage.Builders;

/// <summary>What mkimage.sh calls, and the packages of Alpine that hold it.</summary>
internal static class AlpineTools
{
    /// <summary>The packages that a builder needs.</summary>
    /// <param name="arch">Alpine's name of the architecture.</param>
    public static IReadOnlyList<string> Packages(string arch)
    {
        List<string> packages =
        [
            "abuild", "alpine-conf", "dosfstools", "fakeroot", "kmod", "mkinitfs", "mtools", "openssl", "squashfs-tools",
            "tar", "xorriso", "zstd",
        ];

        // grub-mkimage is a program of the builder; the modules come from the image's own grub-efi.
        if (arch is "x86_64" or "x86" or "aarch64" or "armv7" or "armhf" or "riscv64" or "loongarch64")
            packages.AddRange(["grub", "grub-efi"]);
        else if (arch is "ppc64le")
            packages.AddRange(["grub", "grub-ieee1275"]);
        else if (arch is "s390x")
            packages.Add("s390-tools");
        if (arch is "x86_64" or "x86")
            packages.Add("syslinux");
        return packages;
    }

    /// <summary>The programs that are looked for on a machine that is not provisioned, with the package of each.</summary>
    /// <param name="arch">Alpine's name of the architecture.</param>
    public static IReadOnlyList<(string Program, string Package)> Programs(string arch)
    {
        List<(string, string)> programs =
        [
            ("abuild-sign", "abuild"), ("apk", "apk-tools"), ("depmod", "kmod"), ("fakeroot", "fakeroot"),
            ("mcopy", "mtools"), ("mformat", "mtools"), ("mkinitfs", "mkinitfs"), ("mksquashfs", "squashfs-tools"),
            ("modinfo", "kmod"), ("openssl", "openssl"), ("update-kernel", "alpine-conf"), ("xorrisofs", "xorriso"),
            ("zstd", "zstd"),
        ];
        if (arch is not "s390x")
            programs.Add(("grub-mkimage", "grub"));
        return programs;
    }
}
