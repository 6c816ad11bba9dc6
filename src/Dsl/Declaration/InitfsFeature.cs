using System;

namespace Bivouac;

/// <summary>A feature of mkinitfs: a word of mkimage's <c>initfs_features</c>. An unknown one is ignored by mkinitfs without a word.</summary>
public sealed record InitfsFeature
{
    /// <summary>One that has no member here.</summary>
    /// <param name="name">The name of a file <c>features.d/NAME.modules</c> of mkinitfs.</param>
    /// <exception cref="ArgumentException">The name is empty or has characters other than letters, digits, <c>_ . + -</c>.</exception>
    public InitfsFeature(string name) => Name = Names.Check(name, nameof(name), "initfs feature");

    /// <summary>The name of a file <c>features.d/NAME.modules</c> of mkinitfs.</summary>
    public string Name { get; }

    /// <summary>SATA and PATA disks.</summary>
    public static InitfsFeature Ata { get; } = new("ata");

    /// <summary>What every initramfs needs.</summary>
    public static InitfsFeature Base { get; } = new("base");

    /// <summary>Optical drives.</summary>
    public static InitfsFeature Cdrom { get; } = new("cdrom");

    /// <summary>The file system ext4.</summary>
    public static InitfsFeature Ext4 { get; } = new("ext4");

    /// <summary>The file system btrfs.</summary>
    public static InitfsFeature Btrfs { get; } = new("btrfs");

    /// <summary>The file system xfs.</summary>
    public static InitfsFeature Xfs { get; } = new("xfs");

    /// <summary>SD cards and eMMC.</summary>
    public static InitfsFeature Mmc { get; } = new("mmc");

    /// <summary>NVMe disks.</summary>
    public static InitfsFeature Nvme { get; } = new("nvme");

    /// <summary>Software RAID.</summary>
    public static InitfsFeature Raid { get; } = new("raid");

    /// <summary>SCSI and SAS disks.</summary>
    public static InitfsFeature Scsi { get; } = new("scsi");

    /// <summary>The modloop's file system.</summary>
    public static InitfsFeature Squashfs { get; } = new("squashfs");

    /// <summary>USB storage.</summary>
    public static InitfsFeature Usb { get; } = new("usb");

    /// <summary>Devices of virtual machines.</summary>
    public static InitfsFeature Virtio { get; } = new("virtio");

    /// <summary>Network drivers in the initramfs.</summary>
    public static InitfsFeature Network { get; } = new("network");

    /// <summary>DHCP in the initramfs.</summary>
    public static InitfsFeature Dhcp { get; } = new("dhcp");

    /// <summary>Logical volumes.</summary>
    public static InitfsFeature Lvm { get; } = new("lvm");

    /// <summary>Encrypted volumes.</summary>
    public static InitfsFeature Cryptsetup { get; } = new("cryptsetup");

    /// <summary>The keyboard map of the builder.</summary>
    public static InitfsFeature Keymap { get; } = new("keymap");

    /// <summary>Non-volatile memory.</summary>
    public static InitfsFeature Nfit { get; } = new("nfit");

    /// <summary>Physical-layer drivers of ARM boards.</summary>
    public static InitfsFeature Phy { get; } = new("phy");

    /// <summary>Boot charts.</summary>
    public static InitfsFeature Bootchart { get; } = new("bootchart");

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
