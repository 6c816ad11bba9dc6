using System;

namespace Bivouac.Scripts;

/// <summary>Architectures in Alpine's words.</summary>
public static class ArchNames
{
    /// <summary>Alpine's word for an architecture, for example <c>x86_64</c>.</summary>
    /// <param name="arch">The architecture.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such architecture.</exception>
    public static string Of(Arch arch) => arch switch
    {
        Arch.X86_64 => "x86_64",
        Arch.Aarch64 => "aarch64",
        Arch.X86 => "x86",
        Arch.Armv7 => "armv7",
        Arch.Riscv64 => "riscv64",
        Arch.Loongarch64 => "loongarch64",
        _ => throw new ArgumentOutOfRangeException(nameof(arch), arch, "there is no such architecture"),
    };
}
