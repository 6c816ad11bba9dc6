namespace Bivouac.Examples;

/// <summary>The smallest image that is useful: boots anywhere, SSH by key, tools for disks and hardware.</summary>
[LiveCd]
public static partial class Rescue
{
    private static void Define(LiveCdBuilder iso) => iso
        .Arch(Arch.X86_64)
        .Alpine(Versions.AlpineVersion)
        .Hostname("rescue")
        .Title("Rescue")
        .Description($"Rescue system on Alpine {Versions.AlpineVersion}. Runs from RAM.")
        .Kernel(KernelFlavor.Lts, Versions.KernelVersion)
        .BootAddons(BootAddon.IntelMicrocode, BootAddon.AmdMicrocode)
        .SerialConsole()
        .Firmware(Firmware.Intel, Firmware.Mellanox, Firmware.Bnx2x, Firmware.RtlNic, Firmware.Other)
        .Use(Tools)
        .Use(Network)
        .File("/etc/motd", $"Rescue system, Alpine {Versions.AlpineVersion}. Nothing here is written to disk.\n")
        .SmokeTest("login", t => t.Console("rescue login:"))
        .SmokeTest("ssh", t => t.Port(22))
        .Tree("overlay");

    private static void Tools(LiveCdBuilder iso) => iso
        .Apks("e2fsprogs", "xfsprogs", "btrfs-progs", "dosfstools", "parted", "sfdisk", "smartmontools", "nvme-cli", "pciutils", "usbutils", "lsblk", "dmidecode", "rsync", "tmux");

    /// <summary>Nothing here waits for a cable, a server or a person.</summary>
    private static void Network(LiveCdBuilder iso) => iso
        .Network(net => net.DhcpOnAllInterfaces())
        .Ssh(ssh => ssh.OpenSsh().AuthorizedKeys("keys/authorized_keys"))
        .Ntp("pool.ntp.org");
}
