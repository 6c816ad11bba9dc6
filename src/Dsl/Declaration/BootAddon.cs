using System;

namespace Bivouac;

/// <summary>A package whose <c>boot/</c> files are put beside the kernel: a word of mkimage's <c>boot_addons</c>, and <c>/boot/NAME.img</c> in <c>initrd_ucode</c>.</summary>
public sealed record BootAddon
{
    /// <summary>One that has no member here.</summary>
    /// <param name="name">The package, for example <c>intel-ucode</c>.</param>
    /// <exception cref="ArgumentException">The name is empty or has characters other than letters, digits, <c>_ . + -</c>.</exception>
    public BootAddon(string name) => Name = Names.Check(name, nameof(name), "boot addon");

    /// <summary>The package, for example <c>intel-ucode</c>.</summary>
    public string Name { get; }

    /// <summary>Microcode of Intel processors: <c>intel-ucode</c>.</summary>
    public static BootAddon IntelMicrocode { get; } = new("intel-ucode");

    /// <summary>Microcode of AMD processors: <c>amd-ucode</c>.</summary>
    public static BootAddon AmdMicrocode { get; } = new("amd-ucode");

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
