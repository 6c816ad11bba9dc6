using System.Collections.Generic;
using System.IO;
using System.Linq;
using Bivouac.Mkimage.Builders;

namespace Bivouac.Mkimage.Booting.Machines;

/// <summary>The UEFI of a machine: EDK II, as distributions package it for QEMU.</summary>
/// <param name="Code">The program, which is not written to.</param>
/// <param name="Variables">The variables that a fresh machine begins with; a machine gets a copy.</param>
internal sealed record UefiFirmware(string Code, string Variables)
{
    // The first pair that is there counts. Those with Secure Boot would refuse Alpine's loader.
    private static readonly Dictionary<string, UefiFirmware[]> Places = new()
    {
        ["x86_64"] =
        [
            new("OVMF/OVMF_CODE_4M.fd", "OVMF/OVMF_VARS_4M.fd"), // Debian, Ubuntu
            new("OVMF/OVMF_CODE.fd", "OVMF/OVMF_VARS.fd"), // Alpine, older Debian
            new("edk2/ovmf/OVMF_CODE.fd", "edk2/ovmf/OVMF_VARS.fd"), // Fedora
            new("edk2/x64/OVMF_CODE.4m.fd", "edk2/x64/OVMF_VARS.4m.fd"), // Arch
            new("edk2-ovmf/x64/OVMF_CODE.fd", "edk2-ovmf/x64/OVMF_VARS.fd"), // older Arch
            new("qemu/ovmf-x86_64-code.bin", "qemu/ovmf-x86_64-vars.bin"), // openSUSE
        ],
        ["aarch64"] =
        [
            new("AAVMF/AAVMF_CODE.fd", "AAVMF/AAVMF_VARS.fd"), // Debian, Ubuntu
            new("edk2/aarch64/QEMU_EFI-pflash.raw", "edk2/aarch64/vars-template-pflash.raw"), // Fedora
            new("edk2/aarch64/QEMU_CODE.fd", "edk2/aarch64/QEMU_VARS.fd"), // Arch
        ],
    };

    /// <summary>Finds the firmware.</summary>
    /// <param name="arch">The machine.</param>
    /// <param name="share">The folder of data of packages.</param>
    /// <exception cref="DriverException">It is not installed (<see cref="ExitCode.BuilderUnavailable"/>), or there is none for the architecture (<see cref="ExitCode.Usage"/>).</exception>
    public static UefiFirmware Find(MachineArch arch, string share)
    {
        if (!Places.TryGetValue(arch.Name, out var places))
            throw new DriverException(ExitCode.Usage, $"An image for {arch.Name} cannot be booted by UEFI here", "no UEFI for it is known", "Leave --uefi away.");
        return places.Select(p => new UefiFirmware(Path.Combine(share, p.Code), Path.Combine(share, p.Variables))).FirstOrDefault(p => File.Exists(p.Code) && File.Exists(p.Variables))
            ?? throw new DriverException(
                ExitCode.BuilderUnavailable,
                "The image cannot be booted by UEFI",
                $"there is no {Path.GetFileName(places[0].Code)} with its variables below {share}",
                arch.HasBios ? SystemPackages.Install("ovmf", "edk2-ovmf", "ovmf") : SystemPackages.Install("qemu-efi-aarch64", "edk2-aarch64", "aavmf"));
    }
}
