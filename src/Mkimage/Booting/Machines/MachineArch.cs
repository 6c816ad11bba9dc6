using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Bivouac.Mkimage.Builders;

namespace Bivouac.Mkimage.Booting.Machines;

/// <summary>An architecture that QEMU boots here.</summary>
/// <param name="Name">Alpine's word for it.</param>
/// <param name="Program">QEMU's program.</param>
/// <param name="Install">The command that installs it.</param>
/// <param name="HasBios">Whether it boots without UEFI.</param>
/// <param name="KvmHosts">The processors of this machine with which KVM can run it.</param>
internal sealed record MachineArch(string Name, string Program, string Install, bool HasBios, IReadOnlyList<Architecture> KvmHosts)
{
    // The program for 64 bits runs 32 as well.
    private static readonly MachineArch[] Known =
    [
        new("x86_64", "qemu-system-x86_64", SystemPackages.Install("qemu-system-x86", "qemu-system-x86-core", "qemu-system-x86_64"), true, [Architecture.X64]),
        new("x86", "qemu-system-x86_64", SystemPackages.Install("qemu-system-x86", "qemu-system-x86-core", "qemu-system-x86_64"), true, [Architecture.X64, Architecture.X86]),
        new("aarch64", "qemu-system-aarch64", SystemPackages.Install("qemu-system-arm", "qemu-system-aarch64-core", "qemu-system-aarch64"), false, [Architecture.Arm64]),
    ];

    /// <summary>The machine for an image.</summary>
    /// <param name="arch">Alpine's word for its architecture.</param>
    /// <exception cref="DriverException">There is none (<see cref="ExitCode.Usage"/>).</exception>
    public static MachineArch Of(string arch) => Known.FirstOrDefault(m => m.Name == arch) ?? throw new DriverException(
        ExitCode.Usage,
        $"An image for {arch} cannot be booted here",
        $"the machines that are known are {string.Join(", ", Known.Select(m => m.Name))}",
        "Boot it on a machine of its own.");

    /// <summary>Requires QEMU.</summary>
    /// <param name="searchPath">The value of PATH.</param>
    /// <exception cref="DriverException">It is not installed (<see cref="ExitCode.BuilderUnavailable"/>); the message names the package.</exception>
    public void RequireProgram(string? searchPath)
    {
        var folders = (searchPath ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        if (folders.Any(f => System.IO.File.Exists(System.IO.Path.Combine(f, Program)))) return;
        throw new DriverException(ExitCode.BuilderUnavailable, "The image cannot be booted", $"there is no {Program} on this machine's PATH", Install);
    }
}
