using System;

namespace Bivouac;

/// <summary>A firmware package, put onto the medium through mkimage's <c>apks</c>. It is not installed at boot: a real <c>/lib/firmware</c> would hide the modloop's firmware, which holds whatever the kernel's modules ask for.</summary>
public sealed record Firmware
{
    /// <summary>One that has no member here.</summary>
    /// <param name="name">The package, for example <c>linux-firmware-intel</c>.</param>
    /// <exception cref="ArgumentException">The name is empty or has characters other than letters, digits, <c>_ . + -</c>.</exception>
    public Firmware(string name) => Name = Names.Check(name, nameof(name), "firmware package");

    /// <summary>The package, for example <c>linux-firmware-intel</c>.</summary>
    public string Name { get; }

    /// <summary>Intel network, Bluetooth and DSP firmware.</summary>
    public static Firmware Intel { get; } = new("linux-firmware-intel");

    /// <summary>Mellanox (NVIDIA) network cards.</summary>
    public static Firmware Mellanox { get; } = new("linux-firmware-mellanox");

    /// <summary>Broadcom NetXtreme II 10 Gbit/s network cards.</summary>
    public static Firmware Bnx2x { get; } = new("linux-firmware-bnx2x");

    /// <summary>Broadcom NetXtreme II 1 Gbit/s network cards.</summary>
    public static Firmware Bnx2 { get; } = new("linux-firmware-bnx2");

    /// <summary>Realtek network cards.</summary>
    public static Firmware RtlNic { get; } = new("linux-firmware-rtl_nic");

    /// <summary>Whatever has no package of its own.</summary>
    public static Firmware Other { get; } = new("linux-firmware-other");

    /// <summary>QLogic FastLinQ network cards.</summary>
    public static Firmware Qed { get; } = new("linux-firmware-qed");

    /// <summary>Netronome network cards.</summary>
    public static Firmware Netronome { get; } = new("linux-firmware-netronome");

    /// <summary>Chelsio network cards.</summary>
    public static Firmware Cxgb4 { get; } = new("linux-firmware-cxgb4");

    /// <summary>Cavium LiquidIO network cards.</summary>
    public static Firmware Liquidio { get; } = new("linux-firmware-liquidio");

    /// <summary>AMD graphics.</summary>
    public static Firmware Amdgpu { get; } = new("linux-firmware-amdgpu");

    /// <summary>Intel graphics.</summary>
    public static Firmware I915 { get; } = new("linux-firmware-i915");

    /// <summary>Older AMD graphics.</summary>
    public static Firmware Radeon { get; } = new("linux-firmware-radeon");

    /// <summary>None at all: for virtual machines only.</summary>
    public static Firmware None { get; } = new("linux-firmware-none");

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
