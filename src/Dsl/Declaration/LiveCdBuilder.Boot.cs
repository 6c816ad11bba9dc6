using System;
using System.Collections.Generic;
using Bivouac.Model;

namespace Bivouac;

/// <content>Kernel, initramfs, boot loaders, modloop.</content>
public sealed partial class LiveCdBuilder
{
    private readonly List<KernelDeclaration> _kernels = [];
    private readonly List<string> _kernelAddons = [];
    private readonly List<BootAddon> _bootAddons = [];
    private readonly CommandLineBuilder _commandLine;
    private readonly List<InitfsFeature> _initfsFeatures = [];
    private readonly List<InitfsFeature> _removedInitfsFeatures = [];
    private readonly List<GrubModule> _grubModules = [];
    private readonly List<string> _modloopFirmware = [];
    private int? _grubTimeout;
    private int? _syslinuxTimeout;
    private SerialConsole? _serialConsole;
    private ModloopCompression _modloopCompression;
    private InitramfsCompression _initramfsCompression;

    /// <summary>Starts a declaration with nothing in it.</summary>
    public LiveCdBuilder()
    {
        _commandLine = new CommandLineBuilder(Recorder);
        _network = new NetworkBuilder(Recorder);
        _ssh = new SshServerBuilder(this);
    }

    /// <summary>Adds a kernel: a word of mkimage's <c>kernel_flavors</c>. Default: <c>lts</c>.</summary>
    /// <param name="flavor">The flavor.</param>
    public LiveCdBuilder Kernel(KernelFlavor flavor)
    {
        Recorder.Note(ElementPath.Of(ElementPath.Kernels, _kernels.Count), nameof(flavor));
        _kernels.Add(new(flavor ?? throw new ArgumentNullException(nameof(flavor)), null));
        return this;
    }

    /// <summary>
    /// Adds a kernel and pins its version. mkimage.sh takes whatever the branch has, so the profile itself looks before
    /// anything is built, and the driver looks again at the image.
    /// </summary>
    /// <param name="flavor">The flavor.</param>
    /// <param name="version">What the version of <c>linux-FLAVOR</c> must begin with, as apk's <c>~</c>: <c>6.12</c> takes 6.12.81-r0.</param>
    public LiveCdBuilder Kernel(KernelFlavor flavor, ShellText version)
    {
        var path = ElementPath.Of(ElementPath.Kernels, _kernels.Count);
        Recorder.Note(path, nameof(flavor));
        Recorder.Note(path + ".Version", nameof(version));
        _kernels.Add(new(flavor ?? throw new ArgumentNullException(nameof(flavor)), ApkBuilder.CheckVersion(version, nameof(version))));
        return this;
    }

    /// <summary>Adds packages with kernel modules: words of mkimage's <c>kernel_addons</c>; the package is <c>NAME-FLAVOR</c>.</summary>
    /// <param name="names">The names without the flavor, for example <c>zfs</c>.</param>
    public LiveCdBuilder KernelAddons(params string[] names)
    {
        Recorder.Add(_kernelAddons, ElementPath.KernelAddons, names, nameof(names), n => Names.Check(n, nameof(names), "kernel addon"));
        return this;
    }

    /// <summary>Adds microcode and the like: mkimage's <c>boot_addons</c>, loaded first through <c>initrd_ucode</c>.</summary>
    /// <param name="addons">The addons.</param>
    public LiveCdBuilder BootAddons(params BootAddon[] addons)
    {
        Recorder.Add(_bootAddons, ElementPath.BootAddons, addons, nameof(addons), a => a ?? throw new ArgumentNullException(nameof(addons)));
        return this;
    }

    /// <summary>Declares the kernel command line: mkimage's <c>initfs_cmdline</c> and <c>kernel_cmdline</c>.</summary>
    /// <param name="configure">Declares it.</param>
    public LiveCdBuilder CommandLine(Action<CommandLineBuilder> configure)
    {
        (configure ?? throw new ArgumentNullException(nameof(configure)))(_commandLine);
        return this;
    }

    /// <summary>Adds words to mkimage's <c>initfs_features</c>.</summary>
    /// <param name="features">The features.</param>
    public LiveCdBuilder InitfsFeatures(params InitfsFeature[] features)
    {
        Recorder.Add(_initfsFeatures, ElementPath.InitfsFeatures, features, nameof(features), f => f ?? throw new ArgumentNullException(nameof(features)));
        return this;
    }

    /// <summary>Takes words from mkimage's <c>initfs_features</c>, inherited and default ones as well.</summary>
    /// <param name="features">The features.</param>
    public LiveCdBuilder RemoveInitfsFeatures(params InitfsFeature[] features)
    {
        Recorder.Add(_removedInitfsFeatures, ElementPath.RemovedInitfsFeatures, features, nameof(features), f => f ?? throw new ArgumentNullException(nameof(features)));
        return this;
    }

    /// <summary>Adds words to mkimage's <c>grub_mod</c>; what a UEFI boot of the medium needs is there already.</summary>
    /// <param name="modules">The modules.</param>
    public LiveCdBuilder GrubModules(params GrubModule[] modules)
    {
        Recorder.Add(_grubModules, ElementPath.GrubModules, modules, nameof(modules), m => m ?? throw new ArgumentNullException(nameof(modules)));
        return this;
    }

    /// <summary>Declares how long GRUB's menu waits (UEFI): <c>set timeout=</c> in <c>boot/grub/grub.cfg</c>.</summary>
    /// <param name="seconds">0 to 3600 seconds; Alpine's default is 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is outside of that.</exception>
    public LiveCdBuilder GrubTimeout(int seconds)
    {
        if (seconds is < 0 or > 3600) throw new ArgumentOutOfRangeException(nameof(seconds), "GRUB waits 0 to 3600 seconds");
        Recorder.NoteSetting(ElementPath.GrubTimeout, nameof(seconds));
        _grubTimeout = seconds;
        return this;
    }

    /// <summary>Declares how long syslinux waits (BIOS): mkimage's <c>syslinux_timeout</c>.</summary>
    /// <param name="tenths">1 to 35996 tenths of a second; Alpine's default is 10, one second. (0 would wait for ever.)</param>
    /// <exception cref="ArgumentOutOfRangeException">It is outside of that.</exception>
    public LiveCdBuilder SyslinuxTimeout(int tenths)
    {
        if (tenths is < 1 or > 35996) throw new ArgumentOutOfRangeException(nameof(tenths), "syslinux waits 1 to 35996 tenths of a second; 0 would wait for a key for ever");
        Recorder.NoteSetting(ElementPath.SyslinuxTimeout, nameof(tenths));
        _syslinuxTimeout = tenths;
        return this;
    }

    /// <summary>
    /// Puts the console on a serial line, in all four places that it needs: <c>console=</c> of the kernel (the screen keeps
    /// one too), <c>SERIAL</c> of syslinux, the serial terminal of GRUB, and a login in <c>/etc/inittab</c>.
    /// </summary>
    /// <param name="port">0 to 3: the number N of <c>ttySN</c>.</param>
    /// <param name="baud">Bits per second.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such port or speed.</exception>
    public LiveCdBuilder SerialConsole(int port = 0, int baud = 115200)
    {
        if (port is < 0 or > 3) throw new ArgumentOutOfRangeException(nameof(port), "serial ports are 0 to 3 (ttyS0 to ttyS3)");
        if (baud is not (1200 or 2400 or 4800 or 9600 or 19200 or 38400 or 57600 or 115200))
            throw new ArgumentOutOfRangeException(nameof(baud), "syslinux, GRUB and the kernel share the speeds 1200, 2400, 4800, 9600, 19200, 38400, 57600 and 115200");
        Recorder.NoteSetting(ElementPath.SerialConsole);
        _serialConsole = new(port, baud);
        return this;
    }

    /// <summary>Declares how the modloop is compressed. Default: lz4.</summary>
    /// <param name="compression">The compression.</param>
    public LiveCdBuilder Modloop(ModloopCompression compression)
    {
        if (compression is < Bivouac.ModloopCompression.Lz4 or > Bivouac.ModloopCompression.Xz)
            throw new ArgumentOutOfRangeException(nameof(compression), "there is no such compression");
        Recorder.NoteSetting(ElementPath.ModloopCompression, nameof(compression));
        _modloopCompression = compression;
        return this;
    }

    /// <summary>Declares how the initramfs is compressed. Default: zstd at level 3.</summary>
    /// <param name="compression">The compression.</param>
    public LiveCdBuilder Initramfs(InitramfsCompression compression)
    {
        if (compression is < Bivouac.InitramfsCompression.Zstd or > Bivouac.InitramfsCompression.Lz4)
            throw new ArgumentOutOfRangeException(nameof(compression), "there is no such compression");
        Recorder.NoteSetting(ElementPath.InitramfsCompression, nameof(compression));
        _initramfsCompression = compression;
        return this;
    }

    /// <summary>Adds firmware files to the modloop that no module asks for by itself: mkimage's <c>modloopfw</c>.</summary>
    /// <param name="paths">Paths below <c>/lib/firmware</c>, for example <c>brcm/brcmfmac43455-sdio.bin</c>.</param>
    public LiveCdBuilder ModloopFirmware(params string[] paths)
    {
        Recorder.Add(_modloopFirmware, ElementPath.ModloopFirmware, paths, nameof(paths), p =>
        {
            foreach (var name in (p ?? "").Split('/')) Names.Check(name, nameof(paths), "firmware path below /lib/firmware");
            return p!;
        });
        return this;
    }
}
