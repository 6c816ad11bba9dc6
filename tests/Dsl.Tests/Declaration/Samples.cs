using System;
using Bivouac.Model;

namespace Bivouac.Dsl.Tests.Declaration;

/// <summary>Definitions that several tests share.</summary>
internal static class Samples
{
    public static readonly PinnedVersion Alpine = new("ALPINE_VERSION", "3.21");
    public static readonly PinnedVersion Kernel = new("KERNEL_VERSION", "6.12");
    public static readonly PinnedVersion Go = new("GO_VERSION", "1.23.6");

    public static readonly PinnedVersion Nvidia = new("NVIDIA_DRIVER_VERSION", "570.86.16");
    public static readonly PinnedVersion Sum = new("TOOL_SHA256", new string('a', 64));

    /// <summary>A hash of crypt(3); nobody knows of what.</summary>
    public const string PasswordHash = "$6$saltsalt$0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ./0123456789abcdefghijkl";

    public static LiveCdModel Minimal() => new LiveCdBuilder().Arch(Arch.X86_64).Hostname("rescue").Build("rescue");

    /// <summary>A definition with files of vendors.</summary>
    public static LiveCdModel Vendor() => new LiveCdBuilder()
        .Arch(Arch.X86_64)
        .Hostname("vendor")
        .WithoutDefaultServices()
        .Download("nvidia", d => d.NvidiaDriver(Nvidia, Arch.X86_64))
        .Download("go", d => d.GoToolchain(Go, Arch.X86_64).Unpack("/usr/local", "go/bin/*", "go/pkg/*").Unpack("/opt/go").StripComponents(1))
        .Download("tool", d => d.From($"https://vendor.example/{Go}/tool").Sha256(Sum).Into("/usr/local/bin/tool", "0755", new Owner(5, 6)))
        .BuildStep("modules", b => b
            .Apks("build-base", "linux-lts-dev").Uses("nvidia").Script("build/nvidia.sh").Inputs("build/patches").Key(Nvidia).KeyOfKernel()
            .Environment("JOBS", "2").Timeout(TimeSpan.FromMinutes(45)).Output("/usr/local/lib/nvidia", new Owner(1, 2)))
        .Build("vendor");

    /// <summary>A definition that uses every call but those of files of vendors.</summary>
    public static LiveCdModel Full() => new LiveCdBuilder()
        .Arch(Arch.X86_64, Arch.Aarch64)
        .Alpine(Alpine)
        .Hostname("full")
        .Title("Everything")
        .Description($"Alpine {Alpine} with \"quotes\" and $dollars\n\tand a second line")
        .VolumeLabel("FULL IMAGE")
        .Kernel(KernelFlavor.Lts, Kernel)
        .KernelAddons("zfs")
        .BootAddons(BootAddon.IntelMicrocode, BootAddon.AmdMicrocode)
        .CommandLine(line => line.Modules("loop", "squashfs", "sd-mod", "usb-storage", "sr-mod").Append($"go={Go}").Append("panic=30").Verbose())
        .InitfsFeatures(InitfsFeature.Btrfs)
        .RemoveInitfsFeatures(InitfsFeature.Mmc)
        .GrubModules(GrubModule.Chain)
        .GrubTimeout(5)
        .SyslinuxTimeout(50)
        .SerialConsole()
        .Modloop(ModloopCompression.Zstd)
        .Initramfs(InitramfsCompression.Gzip)
        .ModloopFirmware("brcm/brcmfmac43455-sdio.bin")
        .Apks("openssh", "e2fsprogs")
        .Apk("go", apk => apk.StartingWith(Go))
        .Apk("tool", apk => apk.From("testing"))
        .MediumApks("linux-lts")
        .Firmware(Bivouac.Firmware.Intel, Bivouac.Firmware.RtlNic)
        .Repository($"https://mirror.example/v{Alpine}/extra")
        .Repository("https://mirror.example/edge/testing", tag: "testing", key: "keys/testing.rsa.pub")
        .File("/etc/motd", $"Alpine {Alpine}\nIt costs $5 and `nothing`\\\n")
        .File("/etc/empty", "")
        .File("/root/.secret", "no end of line", mode: "0600", owner: new Owner(1000, 55))
        .FileFrom("/usr/local/bin/tool", "files/tool.sh", mode: "4755")
        .Tree("overlay")
        .Tree("home", "/home/ops", owner: new Owner(1000, 1000))
        .Link("/etc/localtime", "/usr/share/zoneinfo/UTC")
        .Directory("/var/lib/audit", mode: "0700", owner: new Owner(33, 33))
        .Remove("/etc/motd.orig")
        .Enable("sshd")
        .Enable("watch", new Runlevel("audit"))
        .Disable("syslog")
        .ConfD("sshd", "rc_need", "!net")
        .ConfD("sshd", "key_types_to_generate", "it's ed25519")
        .LocalD("hello", "echo hello\n")
        .Modules("dummy")
        .Sysctl("vm.swappiness", "10")
        .RawProfileShell("iso_opts=\"$iso_opts -iso-level 3\"", "files over 4 GiB")
        .RawOverlayShell("touch \"$tmp/etc/touched\"\n", "shows the escape hatch")
        .Build("full");

    /// <summary>A definition of all that runs when nobody is there.</summary>
    public static LiveCdModel System() => new LiveCdBuilder()
        .Arch(Arch.X86_64)
        .Hostname("unattended")
        .SerialConsole()
        .Network(n => n
            .DhcpOnAllInterfaces()
            .Static("eth1", "192.0.2.7/24", "192.0.2.1")
            .Static("eth1", "2001:db8::7/64")
            .Bond("bond0", BondMode.ActiveBackup, "eth2", "eth3")
            .Vlan("bond0", 10)
            .Dhcp("bond0.10")
            .Dns("192.0.2.53", "2001:db8::53")
            .SearchDomains("example.org")
            .HostnameFromDhcp())
        .Ssh(s => s.OpenSsh().Port(2222).AuthorizedKeys("keys/ops.pub").AllowPasswords())
        .User("ops", 1000, u => u.Groups("wheel", "audit").AuthorizedKeys("keys/ops.pub").Doas())
        .User("boss", 1001, u => u.PasswordHash(PasswordHash).Sudo().Shell("/bin/ash"))
        .Group("audit", 2000)
        .RootPassword(PasswordHash)
        .Autologin("tty1", "ops", "/usr/bin/top", "-d", "it's 5")
        .Autologin("ttyS0", "root")
        .Watchdog(TimeSpan.FromSeconds(60))
        .Ntp("pool.ntp.org")
        .Entropy()
        .Service("drivers", s => s
            .Description("Loads the vendor's modules")
            .Run("/sbin/insmod", "/usr/local/lib/vendor/a.ko")
            .Shell("for m in b c; do insmod /usr/local/lib/vendor/$m.ko; done\n", "the number of modules differs")
            .Essential("the disks hang on it")
            .Before(ServiceName.Sshd)
            .Runlevel(Runlevel.Boot))
        .Service("audit", s => s
            .Run("/usr/local/bin/audit", "--go", $"{Go}", "it's $HOME \"quoted\"")
            .Environment("TITLE", "a b")
            .User("ops")
            .Directory("/var/lib/my data")
            .After("sshd")
            .Want("crond")
            .Timeout(TimeSpan.FromMinutes(10)))
        .Service("exporter", s => s
            .Run("node_exporter")
            .Use(ServiceName.Network)
            .NeedsOrFails("drivers", because: "it reads their devices")
            .LogFile("/var/log/metrics/exporter.log")
            .Supervised(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2)))
        .Build("unattended");
}
