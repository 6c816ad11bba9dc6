using System.Globalization;

namespace Bivouac.Model;

/// <summary>
/// Names a place in the model: a property (<c>Hostname</c>), an item of a list (<c>Apks[2]</c>) or a part of one
/// (<c>Apks[2].Constraint</c>). A finding names its element so; the replay knows where in the source it was declared.
/// </summary>
public static class ElementPath
{
    /// <summary>The definition as a whole.</summary>
    public const string Definition = "Definition";

    /// <summary>The profile's name.</summary>
    public const string Name = "Name";

    /// <summary>The list of architectures.</summary>
    public const string Arches = "Arches";

    /// <summary>The host name.</summary>
    public const string Hostname = "Hostname";

    /// <summary>The volume label.</summary>
    public const string VolumeLabel = "VolumeLabel";

    /// <summary>The base profile.</summary>
    public const string Base = "Base";

    /// <summary>The list of kernel addons.</summary>
    public const string KernelAddons = "KernelAddons";

    /// <summary>The list of boot addons.</summary>
    public const string BootAddons = "BootAddons";

    /// <summary>The list of added initfs features.</summary>
    public const string InitfsFeatures = "InitfsFeatures";

    /// <summary>The list of removed initfs features.</summary>
    public const string RemovedInitfsFeatures = "RemovedInitfsFeatures";

    /// <summary>The list of GRUB modules.</summary>
    public const string GrubModules = "GrubModules";

    /// <summary>The timeout of GRUB.</summary>
    public const string GrubTimeout = "GrubTimeout";

    /// <summary>The timeout of syslinux.</summary>
    public const string SyslinuxTimeout = "SyslinuxTimeout";

    /// <summary>The serial console.</summary>
    public const string SerialConsole = "SerialConsole";

    /// <summary>The compression of the modloop.</summary>
    public const string ModloopCompression = "ModloopCompression";

    /// <summary>The compression of the initramfs.</summary>
    public const string InitramfsCompression = "InitramfsCompression";

    /// <summary>The list of modloop firmware.</summary>
    public const string ModloopFirmware = "ModloopFirmware";

    /// <summary>The list of removed packages.</summary>
    public const string RemovedApks = "RemovedApks";

    /// <summary>The list of firmware packages.</summary>
    public const string Firmware = "Firmware";

    /// <summary>The list of enabled services.</summary>
    public const string Services = "Services";

    /// <summary>The list of disabled services.</summary>
    public const string DisabledServices = "DisabledServices";

    /// <summary>The default boot services.</summary>
    public const string DefaultServices = "DefaultServices";

    /// <summary>The list of kernel modules.</summary>
    public const string Modules = "Modules";

    /// <summary>The list of kernel parameters.</summary>
    public const string Sysctl = "Sysctl";

    /// <summary>The kernel command line.</summary>
    public const string CommandLine = "CommandLine";

    /// <summary>The list of <c>modules=</c>.</summary>
    public const string CommandLineModules = "CommandLine.Modules";

    /// <summary>The Alpine branch.</summary>
    public const string Branch = "Branch";

    /// <summary>The title.</summary>
    public const string Title = "Title";

    /// <summary>The description.</summary>
    public const string Description = "Description";

    /// <summary>The list of kernels.</summary>
    public const string Kernels = "Kernels";

    /// <summary>The list of command line parameters.</summary>
    public const string CommandLineParameters = "CommandLine.Parameters";

    /// <summary>The list of packages.</summary>
    public const string Apks = "Apks";

    /// <summary>The list of repositories.</summary>
    public const string Repositories = "Repositories";

    /// <summary>The list of overlay declarations.</summary>
    public const string Overlay = "Overlay";

    /// <summary>The list of service variables.</summary>
    public const string ConfD = "ConfD";

    /// <summary>The list of raw shell texts.</summary>
    public const string RawShell = "RawShell";

    /// <summary>The list of downloads.</summary>
    public const string Downloads = "Downloads";

    /// <summary>The list of build steps.</summary>
    public const string BuildSteps = "BuildSteps";

    /// <summary>The list of services that the definition declares itself.</summary>
    public const string DeclaredServices = "DeclaredServices";

    /// <summary>The network.</summary>
    public const string Network = "Network";

    /// <summary>The SSH server.</summary>
    public const string Ssh = "Ssh";

    /// <summary>The list of users.</summary>
    public const string Users = "Users";

    /// <summary>The list of groups.</summary>
    public const string Groups = "Groups";

    /// <summary>The hash of root's password.</summary>
    public const string RootPassword = "RootPassword";

    /// <summary>The list of terminals that log a user in.</summary>
    public const string Autologins = "Autologins";

    /// <summary>The watchdog.</summary>
    public const string Watchdog = "Watchdog";

    /// <summary>The time server.</summary>
    public const string NtpServer = "NtpServer";

    /// <summary>The daemon that feeds the kernel's random number generator.</summary>
    public const string EntropyDaemon = "EntropyDaemon";

    /// <summary>The list of smoke tests.</summary>
    public const string SmokeTests = "SmokeTests";

    /// <summary>The path of an item or of a part of it.</summary>
    /// <param name="list">The list's path.</param>
    /// <param name="index">The item's place, from 0.</param>
    /// <param name="part">The part of the item, or null for the whole.</param>
    public static string Of(string list, int index, string? part = null) =>
        list + "[" + index.ToString(CultureInfo.InvariantCulture) + "]" + (part is null ? "" : "." + part);

    /// <summary>The path of what holds the element: the item of a part, the list of an item; null at the top.</summary>
    /// <param name="path">A path.</param>
    public static string? Parent(string path)
    {
        var dot = path.LastIndexOf('.');
        var bracket = path.LastIndexOf('[');
        var cut = dot > bracket ? dot : bracket;
        return cut <= 0 ? null : path.Substring(0, cut);
    }
}
