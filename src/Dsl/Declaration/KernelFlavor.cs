using System;

namespace Bivouac;

/// <summary>A kernel of Alpine: a word of mkimage's <c>kernel_flavors</c>; its package is <c>linux-NAME</c>.</summary>
public sealed record KernelFlavor
{
    /// <summary>One that has no member here.</summary>
    /// <param name="name">The flavor, for example <c>lts</c>.</param>
    /// <exception cref="ArgumentException">The name is empty or has characters other than letters, digits, <c>_ . + -</c>.</exception>
    public KernelFlavor(string name) => Name = Names.Check(name, nameof(name), "kernel flavor");

    /// <summary>The flavor, for example <c>lts</c>.</summary>
    public string Name { get; }

    /// <summary>The long-term kernel for real hardware: <c>linux-lts</c>.</summary>
    public static KernelFlavor Lts { get; } = new("lts");

    /// <summary>The small kernel for virtual machines: <c>linux-virt</c>.</summary>
    public static KernelFlavor Virt { get; } = new("virt");

    /// <summary>The newest stable kernel of branches that have it: <c>linux-stable</c>.</summary>
    public static KernelFlavor Stable { get; } = new("stable");

    /// <summary>The kernel of the Raspberry Pi: <c>linux-rpi</c>.</summary>
    public static KernelFlavor Rpi { get; } = new("rpi");

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
