using System;
using System.Collections.Generic;
using Bivouac.Apk;
using Bivouac.Model;

namespace Bivouac;

/// <content>Packages, firmware, repositories.</content>
public sealed partial class LiveCdBuilder
{
    private readonly List<ApkDeclaration> _apks = [];
    private readonly List<string> _removedApks = [];
    private readonly List<Firmware> _firmware = [];
    private readonly List<RepositoryDeclaration> _repositories = [];

    /// <summary>Adds packages: words of mkimage's <c>apks</c> (so they are on the medium) and lines of <c>/etc/apk/world</c> (so they are installed at boot).</summary>
    /// <param name="names">Package names without a version: <see cref="Apk(string, Action{ApkBuilder})"/> takes those.</param>
    public LiveCdBuilder Apks(params string[] names)
    {
        Recorder.Add(_apks, ElementPath.Apks, names, nameof(names), n => new ApkDeclaration(CheckApk(n, nameof(names)), null, null, false));
        return this;
    }

    /// <summary>Adds a package with a version constraint, from a tagged repository, or for the medium only.</summary>
    /// <param name="name">The package's name.</param>
    /// <param name="configure">Says more about it.</param>
    public LiveCdBuilder Apk(string name, Action<ApkBuilder> configure)
    {
        var path = ElementPath.Of(ElementPath.Apks, _apks.Count);
        Recorder.Note(path, nameof(name));
        var apk = new ApkBuilder(Recorder, path, CheckApk(name, nameof(name)));
        (configure ?? throw new ArgumentNullException(nameof(configure)))(apk);
        _apks.Add(apk.Build());
        return this;
    }

    /// <summary>Adds packages that are on the medium, to be installed by hand: words of <c>apks</c>, not of world.</summary>
    /// <param name="names">Package names.</param>
    public LiveCdBuilder MediumApks(params string[] names)
    {
        Recorder.Add(_apks, ElementPath.Apks, names, nameof(names), n => new ApkDeclaration(CheckApk(n, nameof(names)), null, null, true));
        return this;
    }

    /// <summary>Takes packages that the base profile declares from mkimage's <c>apks</c>.</summary>
    /// <param name="names">Package names.</param>
    public LiveCdBuilder RemoveApks(params string[] names)
    {
        Recorder.Add(_removedApks, ElementPath.RemovedApks, names, nameof(names), n => CheckApk(n, nameof(names)));
        return this;
    }

    /// <summary>Adds firmware packages: words of mkimage's <c>apks</c>. Real hardware needs its network and storage firmware.</summary>
    /// <param name="firmware">The packages by type.</param>
    public LiveCdBuilder Firmware(params Firmware[] firmware)
    {
        Recorder.Add(_firmware, ElementPath.Firmware, firmware, nameof(firmware), f => f ?? throw new ArgumentNullException(nameof(firmware)));
        return this;
    }

    /// <summary>Adds a repository besides main and community of the branch, which are always there.</summary>
    /// <param name="url">What <c>apk</c> takes as a repository: the part before <c>/ARCH/APKINDEX.tar.gz</c>.</param>
    /// <param name="tag">When given, only packages declared with <see cref="ApkBuilder.From"/> this tag come from it.</param>
    /// <param name="key">The public key file of the project that its index is signed with; null when Alpine's own keys sign it.</param>
    /// <exception cref="ArgumentException">The address has white space, or the tag or key path is not one.</exception>
    public LiveCdBuilder Repository(ShellText url, string? tag = null, string? key = null)
    {
        var value = Texts.CheckLine(url, nameof(url)).ToString();
        if (value.Length == 0 || value.IndexOf(' ') >= 0 || value[0] is '@' or '#')
            throw new ArgumentException($"'{value}' is not a repository; write its address alone, and the tag as the argument 'tag'", nameof(url));
        var path = ElementPath.Of(ElementPath.Repositories, _repositories.Count);
        Recorder.Note(path);
        Recorder.Note(path + ".Url", nameof(url));
        if (key is not null) Recorder.Note(path + ".Key", nameof(key));
        _repositories.Add(new(
            url,
            tag is null ? null : Names.Check(tag, nameof(tag), "repository tag"),
            key is null ? null : OverlayPath.CheckSource(key, nameof(key))));
        return this;
    }

    private static string CheckApk(string name, string parameter)
    {
        if (!ApkName.IsValid(name))
            throw new ArgumentException($"'{name}' is not a package name; write the bare name (letters, digits, '_', '.', '+', '-', a letter or digit first), and versions with .Apk(name, apk => apk.AtLeast(...))", parameter);
        return name;
    }
}
