using System;

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
        .Watchdog(TimeSpan.FromSeconds(60))
        .Firmware(Firmware.Intel, Firmware.Mellanox, Firmware.Bnx2x, Firmware.RtlNic, Firmware.Other)
        .Use(Audit)
        .Use(Access)
        .Use(VendorTools)
        .SmokeTest("login", t => t.Console("hwaudit login:"))
        .SmokeTest("ssh", t => t.Port(22))
        .SmokeTest("exporter", t => t.Port(9100))
        .Tree("overlay");

    private static void Audit(LiveCdBuilder iso)
    {
        iso.Apks("dmidecode", "pciutils", "usbutils", "lsblk", "smartmontools", "nvme-cli", "ethtool", "hdparm");
        iso.Modules("ipmi_devintf", "ipmi_si");
        iso.Service("hw-audit", s => s
            .Description("Writes down what hardware this machine has")
            .Run("/usr/local/bin/hw-audit", "--output", "/var/log/hw-audit")
            .After(ServiceName.Dropbear, "nvidia")
            .Timeout(TimeSpan.FromMinutes(10)));
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

        // The modloop hides what lies below /lib/modules, so they are loaded by their paths. A machine without such a card says so in
        // the log, and goes on.
        iso.Service("nvidia", s => s
            .Description("Loads NVIDIA's kernel modules")
            .Run("/sbin/insmod", "/usr/local/lib/nvidia/nvidia.ko")
            .Run("/sbin/insmod", "/usr/local/lib/nvidia/nvidia-modeset.ko")
            .Run("/sbin/insmod", "/usr/local/lib/nvidia/nvidia-uvm.ko")
            .After(ServiceName.Modloop, "hwdrivers")
            .Foreground());

        iso.Download("node-exporter", d => d
            .GitHubRelease(
                "prometheus/node_exporter",
                $"v{Versions.NodeExporterVersion}",
                $"node_exporter-{Versions.NodeExporterVersion}.linux-amd64.tar.gz",
                checksums: "sha256sums.txt")
            .Unpack("/usr/local/bin", "*/node_exporter")
            .StripComponents(1));
        iso.Service("node-exporter", s => s
            .Description("Answers Prometheus")
            .Run("/usr/local/bin/node_exporter", "--web.listen-address=:9100")
            .User("exporter")
            .After(ServiceName.Network)
            .Supervised());
        iso.User("exporter", 1001, u => u.Shell("/sbin/nologin"));
    }

    /// <summary>An address on every network card, whenever a cable or a server comes; SSH without waiting for any of it.</summary>
    private static void Access(LiveCdBuilder iso)
    {
        iso.Network(net => net.DhcpOnAllInterfaces());
        iso.Ntp("pool.ntp.org");
        iso.Ssh(ssh => ssh.Dropbear().AuthorizedKeys("keys/authorized_keys"));
        iso.User("auditor", 1000, u => u.Groups("wheel").AuthorizedKeys("keys/authorized_keys").Doas());
    }
}
