namespace Bivouac.Examples;

/// <summary>
/// An unattended image for servers that nobody sits at: it takes an address on every network card, whenever the cable comes,
/// lets its owners in by SSH, and writes down what hardware it runs on. Nothing in it waits for anybody.
/// </summary>
[LiveCd("hwaudit")]
public static partial class HardwareAudit
{
    private static void Define(LiveCdBuilder iso) => iso
        .Arch(Arch.X86_64)
        .Alpine(Versions.AlpineVersion)
        .Hostname("hwaudit")
        .Title("Hardware audit")
        .Description($"Unattended hardware audit on Alpine {Versions.AlpineVersion}")
        .VolumeLabel("HWAUDIT")
        .Kernel(KernelFlavor.Lts, Versions.KernelVersion)
        .BootAddons(BootAddon.IntelMicrocode, BootAddon.AmdMicrocode)
        .CommandLine(line => line.Append("panic=30"))
        .GrubTimeout(2)
        .SyslinuxTimeout(20)
        .SerialConsole()
        .Firmware(Firmware.Intel, Firmware.Mellanox, Firmware.Bnx2x, Firmware.RtlNic, Firmware.Other)
        .Use(Audit)
        .Use(Access)
        .Use(VendorTools)
        .Tree("overlay");

    private static void Audit(LiveCdBuilder iso)
    {
        iso.Apks("dmidecode", "pciutils", "usbutils", "lsblk", "smartmontools", "nvme-cli", "ethtool", "hdparm");
        iso.Modules("ipmi_devintf", "ipmi_si");
        iso.Enable("hw-audit");
    }

    /// <summary>
    /// What no Alpine package has: NVIDIA's kernel modules, compiled in the builder for the image's own kernel, and an exporter whose vendor
    /// publishes the hashes of each release.
    /// </summary>
    private static void VendorTools(LiveCdBuilder iso)
    {
        iso.Download("nvidia", d => d.NvidiaDriver(Versions.NvidiaDriverVersion, Arch.X86_64));
        iso.BuildStep("nvidia-modules", b => b
            .Apks("build-base", "linux-lts-dev")
            .Uses("nvidia")
            .Script("build/nvidia.sh")
            .Key(Versions.NvidiaDriverVersion)
            .KeyOfKernel()
            .Output("/usr/local/lib/nvidia"));

        iso.Download("node-exporter", d => d
            .GitHubRelease(
                "prometheus/node_exporter",
                $"v{Versions.NodeExporterVersion}",
                $"node_exporter-{Versions.NodeExporterVersion}.linux-amd64.tar.gz",
                checksums: "sha256sums.txt")
            .Unpack("/usr/local/bin", "*/node_exporter")
            .StripComponents(1));
    }

    /// <summary>SSH and DHCP stand in the runlevel boot, so that nothing in the runlevel default can keep them from starting.</summary>
    private static void Access(LiveCdBuilder iso)
    {
        iso.Apks("dropbear");
        iso.FileFrom("/root/.ssh/authorized_keys", "keys/authorized_keys", mode: Mode.Private);
        iso.ConfD("dropbear", "rc_need", "!net");
        iso.ConfD("dropbear", "DROPBEAR_OPTS", "-s -g");
        iso.Enable("dhcp-all", Runlevel.Boot);
        iso.Enable("dropbear", Runlevel.Boot);
    }
}
