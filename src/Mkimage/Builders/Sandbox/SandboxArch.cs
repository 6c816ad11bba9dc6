using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace Bivouac.Mkimage.Builders.Sandbox;

/// <summary>Whether this machine runs programs of an architecture.</summary>
internal static class SandboxArch
{
    private const string Emulators = "/proc/sys/fs/binfmt_misc";

    /// <summary>Looks at it.</summary>
    /// <param name="arch">Alpine's name of the architecture.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Inspect(string arch, ICollection<BuilderProblem> problems)
    {
        IReadOnlyList<string> own = RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => ["x86_64", "x86"],
            Architecture.X86 => ["x86"],
            Architecture.Arm64 => ["aarch64"],
            Architecture.Arm => ["armv7", "armhf"],
            Architecture.Armv6 => ["armhf"],
            Architecture.Ppc64le => ["ppc64le"],
            Architecture.S390x => ["s390x"],
            Architecture.RiscV64 => ["riscv64"],
            Architecture.LoongArch64 => ["loongarch64"],
            _ => [],
        };
        if (own.Contains(arch) || HasEmulator(arch))
            return;
        problems.Add(new BuilderProblem(
            $"The sandbox cannot run programs of {arch}",
            $"this machine is {RuntimeInformation.OSArchitecture}, and no emulator for {arch} is registered in {Emulators}",
            "Install one (Debian: sudo apt-get install qemu-user-static binfmt-support), or use a builder machine of that architecture."));
    }
    /// <summary>Whether this machine's kernel hands programs of an architecture to an emulator.</summary>
    /// <param name="arch">Alpine's name of the architecture.</param>
    public static bool HasEmulator(string arch)
    {
        // The kernel's own names of what qemu registers.
        var name = arch switch
        {
            "x86" => "i386",
            "armv7" or "armhf" => "arm",
            _ => arch,
        };
        return Directory.Exists(Emulators) && Directory.EnumerateFiles(Emulators, "qemu-" + name + "*").Any();
    }
}
