using System;

namespace Bivouac;

/// <summary>A module of GRUB: a word of mkimage's <c>grub_mod</c>, built into the UEFI loader. An unknown one fails the build after the kernel was made.</summary>
public sealed record GrubModule
{
    /// <summary>One that has no member here.</summary>
    /// <param name="name">The module, for example <c>serial</c>.</param>
    /// <exception cref="ArgumentException">The name is empty or has characters other than letters, digits, <c>_ . + -</c>.</exception>
    public GrubModule(string name) => Name = Names.Check(name, nameof(name), "GRUB module");

    /// <summary>The module, for example <c>serial</c>.</summary>
    public string Name { get; }

    /// <summary>The serial line as a terminal.</summary>
    public static GrubModule Serial { get; } = new("serial");

    /// <summary>The commands terminal_input and terminal_output.</summary>
    public static GrubModule Terminal { get; } = new("terminal");

    /// <summary>Starts another loader.</summary>
    public static GrubModule Chain { get; } = new("chain");

    /// <summary>Reads ext2, ext3 and ext4.</summary>
    public static GrubModule Ext2 { get; } = new("ext2");

    /// <summary>Reads btrfs.</summary>
    public static GrubModule Btrfs { get; } = new("btrfs");

    /// <summary>Reads logical volumes.</summary>
    public static GrubModule Lvm { get; } = new("lvm");

    /// <summary>Starts multiboot2 kernels, such as Xen.</summary>
    public static GrubModule Multiboot2 { get; } = new("multiboot2");

    /// <summary>Reads an image file as a disk.</summary>
    public static GrubModule Loopback { get; } = new("loopback");

    /// <summary>The command sleep.</summary>
    public static GrubModule Sleep { get; } = new("sleep");

    /// <summary>The command reboot.</summary>
    public static GrubModule Reboot { get; } = new("reboot");

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
