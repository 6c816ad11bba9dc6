using System;
using Bivouac.Apk;
using Bivouac.Model;

namespace Bivouac;

/// <summary>Says more about one package.</summary>
public sealed class ApkBuilder
{
    private readonly Recorder _recorder;
    private readonly string _path;
    private readonly string _name;
    private ApkConstraint? _constraint;
    private string? _repository;
    private bool _onMediumOnly;

    internal ApkBuilder(Recorder recorder, string path, string name)
    {
        _recorder = recorder;
        _path = path;
        _name = name;
    }

    /// <summary>The version must be this one: <c>=</c> in <c>/etc/apk/world</c>.</summary>
    /// <param name="version">The whole version with its release, for example <c>1.2.3-r0</c>.</param>
    public ApkBuilder Exactly(ShellText version) => Constrain("=", version);

    /// <summary>The version must begin so: <c>~</c> in <c>/etc/apk/world</c>; <c>1.23</c> takes 1.23.6-r0, not 1.230.</summary>
    /// <param name="version">The first numbers of the version.</param>
    public ApkBuilder StartingWith(ShellText version) => Constrain("~", version);

    /// <summary>The version must be this one or newer: <c>&gt;=</c> in <c>/etc/apk/world</c>.</summary>
    /// <param name="version">The oldest version.</param>
    public ApkBuilder AtLeast(ShellText version) => Constrain(">=", version);

    /// <summary>The version must be older: <c>&lt;</c> in <c>/etc/apk/world</c>.</summary>
    /// <param name="version">The first version that is too new.</param>
    public ApkBuilder Below(ShellText version) => Constrain("<", version);

    /// <summary>The package is on the medium, to be installed by hand, and not in <c>/etc/apk/world</c>.</summary>
    public ApkBuilder OnMediumOnly()
    {
        _onMediumOnly = true;
        return this;
    }

    /// <summary>The package is taken from a tagged repository; its dependencies are not, unless declared so themselves.</summary>
    /// <param name="tag">The tag given to <see cref="LiveCdBuilder.Repository"/>.</param>
    public ApkBuilder From(string tag)
    {
        _recorder.NoteSetting(_path + ".Repository", nameof(tag));
        _repository = Names.Check(tag, nameof(tag), "repository tag");
        return this;
    }

    internal ApkDeclaration Build() => new(_name, _constraint, _repository, _onMediumOnly);

    internal static ShellText CheckVersion(ShellText version, string parameter)
    {
        var value = Texts.CheckLine(version, parameter).ToString();
        if (!ApkVersion.IsValid(value) || value[0] is < '0' or > '9')
            throw new ArgumentException($"'{value}' is not a package version; write it as apk does, for example '1.2.3' or '1.2.3-r0'", parameter);
        return version;
    }

    private ApkBuilder Constrain(string comparison, ShellText version)
    {
        _recorder.NoteSetting(_path + ".Constraint", nameof(version));
        _constraint = new(comparison, CheckVersion(version, nameof(version)));
        return this;
    }
}
