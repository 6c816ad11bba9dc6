namespace Bivouac;

/// <summary>An architecture that Alpine is built for: a word of mkimage's <c>arch</c>.</summary>
public enum Arch
{
    /// <summary>64-bit PC: <c>x86_64</c>.</summary>
    X86_64,

    /// <summary>64-bit ARM: <c>aarch64</c>.</summary>
    Aarch64,

    /// <summary>32-bit PC: <c>x86</c>.</summary>
    X86,

    /// <summary>32-bit ARM with hardware floating point: <c>armv7</c>.</summary>
    Armv7,

    /// <summary>64-bit RISC-V: <c>riscv64</c>.</summary>
    Riscv64,

    /// <summary>LoongArch: <c>loongarch64</c>.</summary>
    Loongarch64,
}
