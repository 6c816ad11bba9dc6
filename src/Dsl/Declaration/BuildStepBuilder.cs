using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Apk;
using Bivouac.Model;

namespace Bivouac;

/// <summary>Declares a build step: a script of the project that runs in the builder before the overlay is made.</summary>
public sealed class BuildStepBuilder
{
    private static readonly string[] OfTheBuilder = ["PATH", "HOME", "PWD", "OLDPWD", "IFS", "TMPDIR", "SOURCE_DATE_EPOCH"];

    private readonly LiveCdBuilder _iso;
    private readonly string _element;
    private readonly string _name;
    private readonly List<string> _apks = [];
    private readonly List<string> _downloads = [];
    private readonly List<string> _inputs = [];
    private readonly List<PinnedVersion> _keys = [];
    private readonly List<EnvironmentVariable> _environment = [];
    private string? _script;
    private bool _keyOfKernel;
    private TimeSpan _timeout = TimeSpan.FromMinutes(30);

    internal BuildStepBuilder(LiveCdBuilder iso, string element, string name)
    {
        _iso = iso;
        _element = element;
        _name = name;
    }

    /// <summary>Installs packages in the builder while the script runs. The image does not get them.</summary>
    /// <param name="names">Package names, for example <c>build-base</c> and <c>linux-lts-dev</c>.</param>
    /// <exception cref="ArgumentException">One is not a package name.</exception>
    public BuildStepBuilder Apks(params string[] names)
    {
        _iso.Recorder.Add(_apks, _element + ".Apks", names, nameof(names), n => ApkName.IsValid(n) ? n
            : throw new ArgumentException($"'{n}' is not a package name; write the bare name: letters, digits, '_', '.', '+', '-', a letter or digit first", nameof(names)));
        return this;
    }

    /// <summary>Gives the script downloads of the image; what they are is a part of what the output is cached by.</summary>
    /// <param name="downloads">Their names.</param>
    /// <exception cref="ArgumentException">One is not the name of a download.</exception>
    public BuildStepBuilder Uses(params string[] downloads)
    {
        _iso.Recorder.Add(_downloads, _element + ".Downloads", downloads, nameof(downloads), d => Names.CheckVendor(d, nameof(downloads), "download"));
        return this;
    }

    /// <summary>Names the script.</summary>
    /// <param name="path">A shell script, relative to the project's folder.</param>
    /// <exception cref="ArgumentException">The path is not normalized or leaves the project.</exception>
    public BuildStepBuilder Script(string path)
    {
        _script = OverlayPath.CheckSource(path, nameof(path));
        _iso.Recorder.NoteSetting(_element + ".Script", nameof(path));
        return this;
    }

    /// <summary>Names what else of the project the script reads: a change of it makes the step run again.</summary>
    /// <param name="paths">Files and folders, relative to the project's folder.</param>
    /// <exception cref="ArgumentException">A path is not normalized or leaves the project.</exception>
    public BuildStepBuilder Inputs(params string[] paths)
    {
        _iso.Recorder.Add(_inputs, _element + ".Inputs", paths, nameof(paths), p => OverlayPath.CheckSource(p, nameof(paths)));
        return this;
    }

    /// <summary>Gives the script an entry of VERSIONS as an environment variable with its key's name; another value makes the step run again.</summary>
    /// <param name="version">The entry.</param>
    /// <exception cref="ArgumentException">A variable of that name is declared with another value.</exception>
    public BuildStepBuilder Key(PinnedVersion version)
    {
        if (version is null) throw new ArgumentNullException(nameof(version));
        CheckVariable(version.Key, nameof(version));
        if (_keys.Contains(version)) return this;
        _iso.Recorder.Note(ElementPath.Of(_element + ".Keys", _keys.Count), nameof(version));
        _keys.Add(version);
        return this;
    }

    /// <summary>
    /// Makes the output belong to the exact version of the image's kernel: another kernel makes the step run again, and the
    /// headers of <c>linux-FLAVOR-dev</c> must be that kernel's. For all that compiles kernel modules.
    /// </summary>
    public BuildStepBuilder KeyOfKernel()
    {
        _iso.Recorder.Note(_element + ".KeyOfKernel");
        _keyOfKernel = true;
        return this;
    }

    /// <summary>Sets an environment variable of the script. It gets no others than those that are declared.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="value">Its value, one line.</param>
    /// <exception cref="ArgumentException">It is not a variable, is declared already, or is one that the builder sets.</exception>
    public BuildStepBuilder Environment(string name, ShellText value)
    {
        if (!Names.IsVariable(name)) throw new ArgumentException($"'{name}' is not a shell variable; use letters, digits and underscores", nameof(name));
        CheckVariable(name, nameof(name));
        if (_keys.Any(k => k.Key == name)) throw new ArgumentException($"the variable '{name}' is declared already; declare it once", nameof(name));
        Texts.CheckLine(value, nameof(value));
        _iso.Recorder.Note(ElementPath.Of(_element + ".Environment", _environment.Count), nameof(name));
        _iso.Recorder.Note(ElementPath.Of(_element + ".Environment", _environment.Count, "Value"), nameof(value));
        _environment.Add(new(name, value));
        return this;
    }

    /// <summary>Declares how long the script may run; after that it is ended and the build fails.</summary>
    /// <param name="limit">1 second to 24 hours, in whole seconds. Default: 30 minutes.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not that.</exception>
    public BuildStepBuilder Timeout(TimeSpan limit)
    {
        if (limit < TimeSpan.FromSeconds(1) || limit > TimeSpan.FromHours(24) || limit.Ticks % TimeSpan.TicksPerSecond != 0)
            throw new ArgumentOutOfRangeException(nameof(limit), "a build step runs 1 second to 24 hours; write whole seconds");
        _iso.Recorder.NoteSetting(_element + ".Timeout", nameof(limit));
        _timeout = limit;
        return this;
    }

    /// <summary>Declares where what the script leaves goes in the overlay. Kernel modules do not go below <c>/lib/modules</c>: the modloop would hide them.</summary>
    /// <param name="path">The folder in the running system; <c>/</c> for the root.</param>
    /// <param name="owner">Owner and group of all of it; default root.</param>
    /// <exception cref="ArgumentException">The path is not absolute and normalized.</exception>
    public BuildStepBuilder Output(string path, Owner? owner = null)
    {
        _iso.AddBrought(new OverlayStepOutput(path == "/" ? path : OverlayPath.CheckTarget(path, nameof(path)), _name, owner ?? Owner.Root), nameof(path), isOwned: owner is not null);
        return this;
    }

    internal BuildStepDeclaration Build() => new(_name, new(_apks), new(_downloads), _script, new(_inputs), new(_keys), _keyOfKernel, new(_environment), _timeout);

    private void CheckVariable(string name, string parameter)
    {
        if (OfTheBuilder.Contains(name) || name.StartsWith("BIVOUAC_", StringComparison.Ordinal))
            throw new ArgumentException($"the builder sets the variable '{name}' itself; use another name", parameter);
        if (_environment.Any(e => e.Name == name))
            throw new ArgumentException($"the variable '{name}' is declared already; declare it once", parameter);
    }
}
