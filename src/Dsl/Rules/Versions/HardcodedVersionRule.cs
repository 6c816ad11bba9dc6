using System;
using System.Collections.Generic;
using Bivouac.Model;
using Bivouac.Rules.Fixes;

namespace Bivouac.Rules.Versions;

/// <summary>BIV0201: a version stands in the definition instead of in VERSIONS (contract L9).</summary>
internal sealed class HardcodedVersionRule() : ModelRule(
    "BIV0201",
    "Hardcoded version",
    "the version '{0}' is written into the definition; move it to VERSIONS and refer to it as Versions.KEY",
    VersionsCategory.Name,
    Severity.Warning)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        if (model.Branch is { } branch && Literal(branch) is { } b) yield return Found(ElementPath.Branch, b.Version, KeyNames.Of("alpine"));
        for (var i = 0; i < model.Kernels.Count; i++)
            if (model.Kernels[i].Version is { IsSymbolic: false } version) yield return Found(ElementPath.Of(ElementPath.Kernels, i, "Version"), version.ToString(), KeyNames.Of("kernel"));
        for (var i = 0; i < model.CommandLine.Parameters.Count; i++)
            if (InText(model.CommandLine.Parameters[i]) is { } c) yield return Found(ElementPath.Of(ElementPath.CommandLineParameters, i), c.Version, c.Key);
        for (var i = 0; i < model.Apks.Count; i++)
            if (model.Apks[i].Constraint is { Version.IsSymbolic: false } constraint)
                yield return Found(ElementPath.Of(ElementPath.Apks, i, "Constraint"), constraint.Version.ToString(), KeyNames.Of(model.Apks[i].Name));
        for (var i = 0; i < model.Repositories.Count; i++)
            if (Literal(model.Repositories[i].Url) is { } u) yield return Found(ElementPath.Of(ElementPath.Repositories, i, "Url"), u.Version, u.Key);
        for (var i = 0; i < model.Overlay.Count; i++)
        {
            if (model.Overlay[i] is not OverlayTree && VersionNumbers.First(model.Overlay[i].Path) is { } p) yield return At(ElementPath.Of(ElementPath.Overlay, i, "Path"), p);
            if (model.Overlay[i] is OverlayFile file && VersionNumbers.First(file.Source) is { } s) yield return At(ElementPath.Of(ElementPath.Overlay, i, "Source"), s);
            if (model.Overlay[i] is OverlayText text && InText(text.Content) is { } t) yield return Found(ElementPath.Of(ElementPath.Overlay, i, "Content"), t.Version, t.Key);
        }

        for (var i = 0; i < model.ConfD.Count; i++)
            if (InText(model.ConfD[i].Value) is { } v) yield return Found(ElementPath.Of(ElementPath.ConfD, i, "Value"), v.Version, v.Key);
        foreach (var finding in Vendor(model)) yield return finding;
        foreach (var finding in Services(model)) yield return finding;
        for (var i = 0; i < model.RawShell.Count; i++)
            if (VersionedText.First(model.RawShell[i].Text) is { } r) yield return At(ElementPath.Of(ElementPath.RawShell, i, "Text"), r.Version);
    }

    /// <summary>The URLs of downloads. A checksum file beside the download has the same version, which is not told twice.</summary>
    private IEnumerable<Finding> Vendor(LiveCdModel model)
    {
        for (var i = 0; i < model.Downloads.Count; i++)
        {
            var download = model.Downloads[i];
            var element = ElementPath.Of(ElementPath.Downloads, i);
            if (InText(download.Url) is { } u) yield return Found(element + ".Url", u.Version, u.Key);
            for (var c = 0; c < download.Checksums.Count; c++)
            {
                var url = download.Checksums[c] switch { ChecksumFile file => file.Url, ChecksumJson json => json.Url, _ => null };
                if (url is null || url.ToString().StartsWith(download.Url.ToString(), StringComparison.Ordinal)) continue;
                if (InText(url) is { } s) yield return Found(ElementPath.Of(element + ".Checksums", c), s.Version, s.Key);
            }
        }

        for (var i = 0; i < model.BuildSteps.Count; i++)
            for (var e = 0; e < model.BuildSteps[i].Environment.Count; e++)
                if (Literal(model.BuildSteps[i].Environment[e].Value) is { } v)
                    yield return Found(ElementPath.Of(ElementPath.Of(ElementPath.BuildSteps, i, "Environment"), e, "Value"), v.Version, KeyNames.Of(model.BuildSteps[i].Environment[e].Name));
    }

    /// <summary>What services and consoles run.</summary>
    private IEnumerable<Finding> Services(LiveCdModel model)
    {
        foreach (var text in model.Texts())
        {
            if (!text.Key.StartsWith(ElementPath.DeclaredServices, StringComparison.Ordinal) && !text.Key.StartsWith(ElementPath.Autologins, StringComparison.Ordinal)) continue;
            if (InText(text.Value) is { } argument) yield return Found(text.Key, argument.Version, argument.Key);
        }

        for (var i = 0; i < model.DeclaredServices.Count; i++)
            for (var s = 0; s < model.DeclaredServices[i].Steps.Count; s++)
                if (model.DeclaredServices[i].Steps[s] is ServiceShell shell && VersionedText.First(shell.Text) is { } found)
                    yield return At(ElementPath.Of(ElementPath.Of(ElementPath.DeclaredServices, i, "Steps"), s, "Text"), found.Version);
    }

    private Finding Found(string element, string version, string key) => At(element, version).With(Fix.MoveToVersions(key, version));

    private static (string Version, string Key)? Literal(ShellText text)
    {
        foreach (var part in text.Parts)
            if (part.Key is null && VersionNumbers.Find(part.Value) is { } found) return (found.Version, KeyNames.In(part.Value, found.Index, found.Version.Length));
        return null;
    }

    private static (string Version, string Key)? InText(ShellText text)
    {
        foreach (var part in text.Parts)
            if (part.Key is null && VersionedText.First(part.Value) is { } found) return (found.Version, KeyNames.In(found.Word, found.Index, found.Version.Length));
        return null;
    }
}
