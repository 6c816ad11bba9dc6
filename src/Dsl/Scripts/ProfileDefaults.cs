namespace Bivouac.Scripts;

/// <summary>
/// What a profile without a base profile starts from: what the medium needs to boot on BIOS and UEFI, as measured with Alpine's
/// own scripts.
/// </summary>
internal static class ProfileDefaults
{
    /// <summary>Words of <c>initfs_features</c>.</summary>
    public static readonly string[] InitfsFeatures = ["ata", "base", "cdrom", "ext4", "mmc", "nvme", "raid", "scsi", "squashfs", "usb", "virtio"];

    /// <summary>Words of <c>grub_mod</c>.</summary>
    public static readonly string[] GrubModules =
    [
        "all_video", "disk", "part_gpt", "part_msdos", "linux", "normal", "configfile", "search", "search_label", "efi_gop",
        "fat", "iso9660", "cat", "echo", "ls", "test", "true", "help", "gzio",
    ];

    /// <summary>Names of <c>modules=</c> on the kernel command line.</summary>
    public static readonly string[] CommandLineModules = ["loop", "squashfs", "sd-mod", "usb-storage"];
}
