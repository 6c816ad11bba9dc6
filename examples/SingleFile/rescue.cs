#!/usr/bin/env dotnet
#:package Bivouac@0.1.0
#:property PublishAot=false

// An image without a project: 'dotnet run rescue.cs' builds it, './rescue.cs -- plan' shows what that would do.
// The second line above saves the download of a native compiler. VERSIONS and overlay/ lie beside this file.

using Bivouac;

[LiveCd]
internal static partial class Rescue
{
    private static void Define(LiveCdBuilder iso) => iso
        .Arch(Arch.X86_64)
        .Alpine(Versions.AlpineVersion)
        .Hostname("rescue")
        .Description($"Rescue system on Alpine {Versions.AlpineVersion}, declared in one file")
        .Kernel(KernelFlavor.Lts)
        .Firmware(Firmware.Intel, Firmware.RtlNic)
        .Apks("e2fsprogs", "parted", "smartmontools", "nvme-cli", "pciutils", "tmux")
        .File("/etc/motd", $"Rescue system, Alpine {Versions.AlpineVersion}. Nothing here is written to disk.\n")
        .Tree("overlay");
}
