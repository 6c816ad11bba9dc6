using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;

namespace Bivouac;

/// <summary>
/// Declares a live image. A recorder: each call notes something and returns the builder, so chains and statements mean the
/// same. The compiler replays the same calls, so a value that it cannot know is an error there.
/// </summary>
public sealed partial class LiveCdBuilder
{
    private readonly List<Arch> _arches = [];
    private ShellText? _branch;
    private string? _hostname;
    private ShellText? _title;
    private ShellText? _description;
    private string? _volumeLabel;
    private BaseProfile? _base;

    /// <summary>Which element each call made.</summary>
    internal Recorder Recorder { get; } = new();

    /// <summary>Declares the architectures: mkimage's <c>arch</c>. Without it mkimage.sh builds nothing and exits 0.</summary>
    /// <param name="arches">One or several; several make one image each.</param>
    public LiveCdBuilder Arch(params Arch[] arches)
    {
        Recorder.Add(_arches, ElementPath.Arches, arches, nameof(arches), a =>
            a is >= Bivouac.Arch.X86_64 and <= Bivouac.Arch.Loongarch64 ? a : throw new ArgumentException($"there is no architecture {(int)a}; use a member of Arch", nameof(arches)));
        return this;
    }

    /// <summary>Declares the Alpine branch whose repositories mkimage.sh gets by <c>--repository</c>.</summary>
    /// <param name="branch"><c>3.21</c> or <c>edge</c>; from VERSIONS, since no version stands in a definition.</param>
    /// <exception cref="ArgumentException">It is neither a release branch nor <c>edge</c>.</exception>
    public LiveCdBuilder Alpine(ShellText branch)
    {
        var value = Texts.CheckLine(branch, nameof(branch)).ToString();
        if (value != "edge" && !IsBranch(value))
            throw new ArgumentException($"'{value}' is not an Alpine branch; write it as '3.21' (no 'v', no third number) or 'edge'", nameof(branch));
        Recorder.NoteSetting(ElementPath.Branch, nameof(branch));
        _branch = branch;
        return this;
    }

    /// <summary>Declares the host name: mkimage's <c>hostname</c> and <c>/etc/hostname</c>. Without it there is no overlay.</summary>
    /// <param name="name">Letters, digits, dashes and dots; 64 characters at most.</param>
    /// <exception cref="ArgumentException">It is not a host name.</exception>
    public LiveCdBuilder Hostname(string name)
    {
        if (!Names.IsHostname(name))
            throw new ArgumentException($"'{name}' is not a host name; use letters, digits and dashes (parts by dots), 64 characters at most, no dash at an end", nameof(name));
        Recorder.NoteSetting(ElementPath.Hostname, nameof(name));
        _hostname = name;
        return this;
    }

    /// <summary>Declares mkimage's <c>title</c>.</summary>
    /// <param name="title">One line; default: the profile's name.</param>
    public LiveCdBuilder Title(ShellText title)
    {
        _title = Texts.CheckLine(title, nameof(title));
        Recorder.NoteSetting(ElementPath.Title, nameof(title));
        return this;
    }

    /// <summary>Declares mkimage's <c>desc</c>.</summary>
    /// <param name="description">What the image is for.</param>
    /// <exception cref="ArgumentException">A line of it reads as a function that mkimage.sh looks for.</exception>
    public LiveCdBuilder Description(ShellText description)
    {
        _description = Texts.CheckProfileLines(Texts.Check(description, nameof(description)), nameof(description));
        Recorder.NoteSetting(ElementPath.Description, nameof(description));
        return this;
    }

    /// <summary>
    /// Declares the ISO's volume id, by which GRUB finds the medium. Default: mkimage's <c>alpine-PROFILE TAG ARCH</c>, cut at
    /// 32 characters.
    /// </summary>
    /// <param name="label">1 to 32 printable ASCII characters without quotes, <c>$</c>, backquote or backslash.</param>
    /// <exception cref="ArgumentException">It is longer or has other characters.</exception>
    public LiveCdBuilder VolumeLabel(string label)
    {
        if (string.IsNullOrEmpty(label) || label.Length > 32 || label.Any(c => c is < ' ' or > '~' or '"' or '\'' or '$' or '`' or '\\'))
            throw new ArgumentException($"'{label}' cannot be a volume id; use 1 to 32 ASCII letters, digits, spaces and signs other than quotes, '$', '`' and '\\'", nameof(label));
        Recorder.NoteSetting(ElementPath.VolumeLabel, nameof(label));
        _volumeLabel = label;
        return this;
    }

    /// <summary>Starts from a profile of Alpine's own scripts: its function is called first, then the declarations override and add.</summary>
    /// <param name="profile">The profile.</param>
    public LiveCdBuilder Inherit(BaseProfile profile)
    {
        _base = profile ?? throw new ArgumentNullException(nameof(profile));
        Recorder.NoteSetting(ElementPath.Base, nameof(profile));
        return this;
    }

    /// <summary>Applies a fragment that several images share.</summary>
    /// <param name="fragment">A static method or lambda that configures the builder.</param>
    public LiveCdBuilder Use(Action<LiveCdBuilder> fragment)
    {
        (fragment ?? throw new ArgumentNullException(nameof(fragment)))(this);
        return this;
    }

    /// <summary>Applies a fragment that several images share.</summary>
    /// <param name="fragment">A static method or lambda that configures the builder and returns it.</param>
    public LiveCdBuilder Use(Func<LiveCdBuilder, LiveCdBuilder> fragment)
    {
        (fragment ?? throw new ArgumentNullException(nameof(fragment)))(this);
        return this;
    }

    /// <summary>The model of what was declared so far.</summary>
    /// <param name="name">The profile's name; a name that is no shell identifier is a finding, not an exception.</param>
    public LiveCdModel Build(string name) => new()
    {
        Name = name ?? throw new ArgumentNullException(nameof(name)),
        Arches = new(_arches),
        Branch = _branch,
        Hostname = _hostname,
        Title = _title,
        Description = _description,
        VolumeLabel = _volumeLabel,
        Base = _base,
        Kernels = new(_kernels),
        KernelAddons = new(_kernelAddons),
        BootAddons = new(_bootAddons),
        CommandLine = _commandLine.Build(),
        InitfsFeatures = new(_initfsFeatures),
        RemovedInitfsFeatures = new(_removedInitfsFeatures),
        GrubModules = new(_grubModules),
        GrubTimeoutSeconds = _grubTimeout,
        SyslinuxTimeoutTenths = _syslinuxTimeout,
        SerialConsole = _serialConsole,
        ModloopCompression = _modloopCompression,
        InitramfsCompression = _initramfsCompression,
        ModloopFirmware = new(_modloopFirmware),
        Apks = new(_apks),
        RemovedApks = new(_removedApks),
        Firmware = new(_firmware),
        Repositories = new(_repositories),
        Downloads = new(_downloads.Where(d => d.IsWhole).Select(d => d.Build())),
        BuildSteps = new(_buildSteps.Select(s => s.Build())),
        Overlay = new(OwnedOverlay()),
        Services = new(_services),
        DisabledServices = new(_disabledServices),
        WithoutDefaultServices = _withoutDefaultServices,
        ConfD = new(_confD),
        Modules = new(_modules),
        Sysctl = new(_sysctl),
        RawShell = new(_rawShell),
        DeclaredServices = new(_declaredServices),
        Network = _network.Build(),
        Ssh = _hasSsh ? _ssh.Build() : null,
        Users = new(_users),
        Groups = new(_groups),
        RootPasswordHash = _rootPasswordHash,
        Autologins = new(_autologins),
        Watchdog = _watchdog,
        NtpServer = _ntpServer,
        HasEntropyDaemon = _hasEntropyDaemon,
        SmokeTests = new(_smokeTests),
        RepeatedSettings = new(Recorder.Repeated),
    };

    private static bool IsBranch(string value)
    {
        var parts = value.Split('.');
        return parts.Length == 2 && parts.All(p => p.Length is > 0 and < 4 && p.All(c => c is >= '0' and <= '9'));
    }
}
