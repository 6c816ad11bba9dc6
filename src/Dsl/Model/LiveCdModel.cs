using System.Collections.Generic;
using System.Linq;

namespace Bivouac.Model;

/// <summary>
/// A live image as declared: immutable, value-equal, nothing of C# in it. Rules check it, scripts print it, tests assert on it
/// and the driver stages it.
/// </summary>
public sealed record LiveCdModel
{
    /// <summary>The profile's name: <c>profile_NAME</c>, <c>mkimg.NAME.sh</c>, <c>genapkovl-NAME.sh</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Architectures: mkimage's <c>arch</c>.</summary>
    public EquatableArray<Arch> Arches { get; init; }

    /// <summary>The Alpine branch, for example <c>3.21</c> or <c>edge</c>: which repositories mkimage.sh gets. Null: the driver's pin.</summary>
    public ShellText? Branch { get; init; }

    /// <summary>mkimage's <c>hostname</c> and <c>/etc/hostname</c>.</summary>
    public string? Hostname { get; init; }

    /// <summary>mkimage's <c>title</c>.</summary>
    public ShellText? Title { get; init; }

    /// <summary>mkimage's <c>desc</c>.</summary>
    public ShellText? Description { get; init; }

    /// <summary>The ISO's volume id, or null for mkimage's <c>alpine-PROFILE TAG ARCH</c>.</summary>
    public string? VolumeLabel { get; init; }

    /// <summary>The profile of Alpine's scripts that is called first, or null.</summary>
    public BaseProfile? Base { get; init; }

    /// <summary>Kernels: mkimage's <c>kernel_flavors</c>. Empty: lts, unless a base profile says otherwise.</summary>
    public EquatableArray<KernelDeclaration> Kernels { get; init; }

    /// <summary>mkimage's <c>kernel_addons</c>: packages <c>NAME-FLAVOR</c> with modules.</summary>
    public EquatableArray<string> KernelAddons { get; init; }

    /// <summary>mkimage's <c>boot_addons</c> and <c>initrd_ucode</c>.</summary>
    public EquatableArray<BootAddon> BootAddons { get; init; }

    /// <summary>The kernel command line.</summary>
    public required CommandLine CommandLine { get; init; }

    /// <summary>Words added to mkimage's <c>initfs_features</c>.</summary>
    public EquatableArray<InitfsFeature> InitfsFeatures { get; init; }

    /// <summary>Words taken from mkimage's <c>initfs_features</c>.</summary>
    public EquatableArray<InitfsFeature> RemovedInitfsFeatures { get; init; }

    /// <summary>Words added to mkimage's <c>grub_mod</c>.</summary>
    public EquatableArray<GrubModule> GrubModules { get; init; }

    /// <summary>Seconds that GRUB waits, or null for Alpine's 1.</summary>
    public int? GrubTimeoutSeconds { get; init; }

    /// <summary>Tenths of a second that syslinux waits (<c>syslinux_timeout</c>), or null for Alpine's 10.</summary>
    public int? SyslinuxTimeoutTenths { get; init; }

    /// <summary>The serial console, or null.</summary>
    public SerialConsole? SerialConsole { get; init; }

    /// <summary>How the modloop is compressed.</summary>
    public ModloopCompression ModloopCompression { get; init; }

    /// <summary>How the initramfs is compressed.</summary>
    public InitramfsCompression InitramfsCompression { get; init; }

    /// <summary>mkimage's <c>modloopfw</c>: firmware files that no module asks for.</summary>
    public EquatableArray<string> ModloopFirmware { get; init; }

    /// <summary>Packages.</summary>
    public EquatableArray<ApkDeclaration> Apks { get; init; }

    /// <summary>Packages of the base profile that are taken from mkimage's <c>apks</c>.</summary>
    public EquatableArray<string> RemovedApks { get; init; }

    /// <summary>Firmware packages, on the medium.</summary>
    public EquatableArray<Firmware> Firmware { get; init; }

    /// <summary>Repositories besides main and community of the branch.</summary>
    public EquatableArray<RepositoryDeclaration> Repositories { get; init; }

    /// <summary>Files of vendors.</summary>
    public EquatableArray<DownloadDeclaration> Downloads { get; init; }

    /// <summary>Scripts that run in the builder before the overlay is made, in their order.</summary>
    public EquatableArray<BuildStepDeclaration> BuildSteps { get; init; }

    /// <summary>Overlay declarations in their order; later ones win.</summary>
    public EquatableArray<OverlayEntry> Overlay { get; init; }

    /// <summary>Services enabled by the definition.</summary>
    public EquatableArray<ServiceEnablement> Services { get; init; }

    /// <summary>Services that no runlevel starts, not even as a default boot service.</summary>
    public EquatableArray<string> DisabledServices { get; init; }

    /// <summary>Whether Alpine's default boot services are taken away as a whole.</summary>
    public bool WithoutDefaultServices { get; init; }

    /// <summary>Lines of <c>/etc/conf.d</c>.</summary>
    public EquatableArray<ConfDSetting> ConfD { get; init; }

    /// <summary>Kernel modules loaded at boot: lines of <c>/etc/modules-load.d/PROFILE.conf</c>.</summary>
    public EquatableArray<string> Modules { get; init; }

    /// <summary>Kernel parameters.</summary>
    public EquatableArray<SysctlSetting> Sysctl { get; init; }

    /// <summary>Raw shell text.</summary>
    public EquatableArray<RawShell> RawShell { get; init; }

    /// <summary>Services of the definition itself.</summary>
    public EquatableArray<ServiceDeclaration> DeclaredServices { get; init; }

    /// <summary>The network, or null when the definition leaves it to others.</summary>
    public NetworkDeclaration? Network { get; init; }

    /// <summary>The SSH server, or null.</summary>
    public SshDeclaration? Ssh { get; init; }

    /// <summary>Users.</summary>
    public EquatableArray<UserDeclaration> Users { get; init; }

    /// <summary>Groups besides those of the users.</summary>
    public EquatableArray<GroupDeclaration> Groups { get; init; }

    /// <summary>The hash of root's password, or null for what Alpine does.</summary>
    public string? RootPasswordHash { get; init; }

    /// <summary>Terminals that log a user in by themselves.</summary>
    public EquatableArray<AutologinDeclaration> Autologins { get; init; }

    /// <summary>The hardware watchdog, or null.</summary>
    public WatchdogDeclaration? Watchdog { get; init; }

    /// <summary>Where the time comes from, or null.</summary>
    public string? NtpServer { get; init; }

    /// <summary>Whether a daemon feeds the kernel's random number generator.</summary>
    public bool HasEntropyDaemon { get; init; }

    /// <summary>What is tested in the booted image.</summary>
    public EquatableArray<SmokeTestDeclaration> SmokeTests { get; init; }

    /// <summary>Settings of one value that the definition sets again, as an <see cref="ElementPath"/> each: the last one counts.</summary>
    public EquatableArray<string> RepeatedSettings { get; init; }

    /// <summary>The services that the image starts: the default boot services, then those that are enabled and those that follow from other declarations, without the disabled ones.</summary>
    public IEnumerable<ServiceEnablement> EnabledServices() =>
        (WithoutDefaultServices ? [] : DefaultBootServices.All)
        .Concat(Services)
        .Concat(ImpliedParts.Services(this))
        .Where(s => !DisabledServices.Contains(s.Service))
        .Distinct();

    /// <summary>Every text of the model that may name entries of VERSIONS, with the path of its element.</summary>
    public IEnumerable<KeyValuePair<string, ShellText>> Texts() => ModelTexts.Of(this);
}
