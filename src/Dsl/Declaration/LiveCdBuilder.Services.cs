using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;

namespace Bivouac;

/// <content>Services and what they read.</content>
public sealed partial class LiveCdBuilder
{
    private readonly List<ServiceEnablement> _services = [];
    private readonly List<string> _disabledServices = [];
    private readonly List<ConfDSetting> _confD = [];
    private readonly List<string> _modules = [];
    private readonly List<SysctlSetting> _sysctl = [];
    private bool _withoutDefaultServices;

    /// <summary>Starts a service in a runlevel: the link <c>/etc/runlevels/RUNLEVEL/SERVICE</c>.</summary>
    /// <param name="service">The name of the init script in <c>/etc/init.d</c>; a package or the overlay must provide it.</param>
    /// <param name="runlevel">The runlevel; default <see cref="Runlevel.Default"/>. One with a new name is made.</param>
    /// <exception cref="ArgumentException">It is not a service name.</exception>
    public LiveCdBuilder Enable(string service, Runlevel? runlevel = null)
    {
        var path = ElementPath.Of(ElementPath.Services, _services.Count);
        Recorder.Note(path, nameof(service));
        if (runlevel is not null) Recorder.Note(path + ".Runlevel", nameof(runlevel));
        _services.Add(new(Names.Check(service, nameof(service), "service name"), runlevel ?? Runlevel.Default));
        return this;
    }

    /// <summary>Keeps services out of every runlevel, default boot services and those of fragments as well.</summary>
    /// <param name="services">The names of the init scripts.</param>
    public LiveCdBuilder Disable(params string[] services)
    {
        Recorder.Add(_disabledServices, ElementPath.DisabledServices, services, nameof(services), s => Names.Check(s, nameof(services), "service name"));
        return this;
    }

    /// <summary>Takes Alpine's default boot services away (devfs, mdev, modloop, hostname, syslog ...): the definition enables what it needs itself.</summary>
    public LiveCdBuilder WithoutDefaultServices()
    {
        Recorder.Note(ElementPath.DefaultServices);
        _withoutDefaultServices = true;
        return this;
    }

    /// <summary>Sets a variable of a service: a line of <c>/etc/conf.d/SERVICE</c>. Prefer it to replacing an init script.</summary>
    /// <param name="service">The service.</param>
    /// <param name="variable">The shell variable, for example <c>rc_need</c>.</param>
    /// <param name="value">Its value; it is quoted for the shell.</param>
    /// <exception cref="ArgumentException">The service or variable is not a name.</exception>
    public LiveCdBuilder ConfD(string service, string variable, ShellText value)
    {
        if (!Names.IsProfileName(variable) || variable[0] is >= '0' and <= '9')
            throw new ArgumentException($"'{variable}' is not a shell variable; use letters, digits and underscores", nameof(variable));
        Texts.CheckQuoted(Texts.Check(value, nameof(value)), nameof(value));
        Recorder.Note(ElementPath.Of(ElementPath.ConfD, _confD.Count), nameof(service));
        Recorder.Note(ElementPath.Of(ElementPath.ConfD, _confD.Count, "Value"), nameof(value));
        _confD.Add(new(Names.Check(service, nameof(service), "service name"), variable, value));
        return this;
    }

    /// <summary>
    /// Adds a script that the service <c>local</c> runs at the end of the boot: <c>/etc/local.d/NAME.start</c>, executable. The
    /// service is enabled with it. It has no start timeout: whatever may hang belongs behind <c>timeout</c> or in the background.
    /// </summary>
    /// <param name="name">The name without <c>.start</c>.</param>
    /// <param name="script">POSIX shell; a first line <c>#!/bin/sh</c> is put before it when it has none.</param>
    /// <exception cref="ArgumentException">It is not a name.</exception>
    public LiveCdBuilder LocalD(string name, ShellText script)
    {
        Names.Check(name, nameof(name), "script name");
        Texts.Check(script, nameof(script));
        if (!_services.Any(s => s.Service == "local"))
        {
            Recorder.Note(ElementPath.Of(ElementPath.Services, _services.Count), nameof(name));
            _services.Add(new("local", Runlevel.Default));
        }

        var text = script.ToString().StartsWith("#!", StringComparison.Ordinal) ? script : new ShellText("#!/bin/sh\n") + script;
        return Add(new OverlayText("/etc/local.d/" + name + ".start", text, Mode.Executable, Owner.Root), nameof(name), nameof(script));
    }

    /// <summary>Loads kernel modules at boot: lines of <c>/etc/modules-load.d/PROFILE.conf</c>.</summary>
    /// <param name="names">The modules.</param>
    public LiveCdBuilder Modules(params string[] names)
    {
        Recorder.Add(_modules, ElementPath.Modules, names, nameof(names), n => Names.Check(n, nameof(names), "kernel module"));
        return this;
    }

    /// <summary>Sets a kernel parameter at boot: a line of <c>/etc/sysctl.d/PROFILE.conf</c>.</summary>
    /// <param name="key">The parameter, for example <c>vm.swappiness</c>.</param>
    /// <param name="value">Its value, one line.</param>
    /// <exception cref="ArgumentException">The key is not a parameter's name, or the value has line breaks.</exception>
    public LiveCdBuilder Sysctl(string key, string value)
    {
        if (string.IsNullOrEmpty(key) || !key.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '_' or '-' or '/'))
            throw new ArgumentException($"'{key}' is not a kernel parameter; write it as sysctl does, for example 'net.ipv4.ip_forward'", nameof(key));
        Texts.CheckLine(value ?? throw new ArgumentNullException(nameof(value)), nameof(value));
        Recorder.Note(ElementPath.Of(ElementPath.Sysctl, _sysctl.Count), nameof(key));
        Recorder.Note(ElementPath.Of(ElementPath.Sysctl, _sysctl.Count, "Value"), nameof(value));
        _sysctl.Add(new(key, value));
        return this;
    }
}
