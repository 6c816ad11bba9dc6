using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Fixes;
using Bivouac.Scripts;

namespace Bivouac.Rules.Definition;

/// <summary>BIV0005: what can have one value is set more than once, so that a value which stands there has no effect.</summary>
internal sealed class RepeatedSettingRule() : ModelRule(
    "BIV0005",
    "Set more than once",
    "{0} is declared more than once, and only the last one counts; keep one of them",
    DefinitionCategory.Name,
    Severity.Warning)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        foreach (var path in model.RepeatedSettings.Distinct()) yield return At(path, Readable(model, path));
        foreach (var i in Repeated(model.Arches.Select(ArchNames.Of)))
            yield return At(ElementPath.Of(ElementPath.Arches, i), "the architecture " + ArchNames.Of(model.Arches[i])).With(Fix.Remove);
        foreach (var i in Repeated(model.Kernels.Select(k => k.Flavor.Name)))
            yield return At(ElementPath.Of(ElementPath.Kernels, i), "the kernel " + model.Kernels[i].Flavor);
        foreach (var i in Repeated(model.ConfD.Select(c => c.Service + "\n" + c.Variable)))
            yield return At(ElementPath.Of(ElementPath.ConfD, i), model.ConfD[i].Variable + " of the service " + model.ConfD[i].Service);
        foreach (var i in Repeated(model.Sysctl.Select(s => s.Key.Replace('/', '.'))))
            yield return At(ElementPath.Of(ElementPath.Sysctl, i), "the kernel parameter " + model.Sysctl[i].Key);
    }

    private static string Readable(LiveCdModel model, string path) => path switch
    {
        ElementPath.Branch => "the Alpine branch",
        ElementPath.Hostname => "the host name",
        ElementPath.Title => "the title",
        ElementPath.Description => "the description",
        ElementPath.VolumeLabel => "the volume label",
        ElementPath.Base => "the base profile",
        ElementPath.GrubTimeout => "the timeout of GRUB",
        ElementPath.SyslinuxTimeout => "the timeout of syslinux",
        ElementPath.SerialConsole => "the serial console",
        ElementPath.ModloopCompression => "the compression of the modloop",
        ElementPath.InitramfsCompression => "the compression of the initramfs",
        _ => OfPackage(model, path) ?? OfVendor(model, path) ?? OfTest(model, path) ?? path,
    };

    /// <summary>What is said of one package by the calls of its builder: <c>Apks[2].Constraint</c>, <c>Apks[2].Repository</c>.</summary>
    private static string? OfPackage(LiveCdModel model, string path)
    {
        for (var i = 0; i < model.Apks.Count; i++)
        {
            if (path == ElementPath.Of(ElementPath.Apks, i, "Constraint")) return "the version of the package " + model.Apks[i].Name;
            if (path == ElementPath.Of(ElementPath.Apks, i, "Repository")) return "the repository of the package " + model.Apks[i].Name;
        }

        return null;
    }

    /// <summary>What is said of one download or build step by the calls of its builder.</summary>
    private static string? OfVendor(LiveCdModel model, string path)
    {
        for (var i = 0; i < model.Downloads.Count; i++)
            if (path == ElementPath.Of(ElementPath.Downloads, i, "Listing")) return "the list of versions of the download " + model.Downloads[i].Name;
        for (var i = 0; i < model.BuildSteps.Count; i++)
        {
            if (path == ElementPath.Of(ElementPath.BuildSteps, i, "Script")) return "the script of the build step " + model.BuildSteps[i].Name;
            if (path == ElementPath.Of(ElementPath.BuildSteps, i, "Timeout")) return "the time limit of the build step " + model.BuildSteps[i].Name;
        }

        return null;
    }

    /// <summary>What is said of one smoke test by the calls of its builder.</summary>
    private static string? OfTest(LiveCdModel model, string path)
    {
        for (var i = 0; i < model.SmokeTests.Count; i++)
        {
            var part = path.StartsWith(ElementPath.Of(ElementPath.SmokeTests, i, ""), System.StringComparison.Ordinal) ? path.Substring(path.LastIndexOf('.') + 1) : null;
            if (part is not null) return "." + part + "(...) of the smoke test " + model.SmokeTests[i].Name;
        }

        return null;
    }

    /// <summary>The places of all that stood before.</summary>
    private static IEnumerable<int> Repeated(IEnumerable<string> keys)
    {
        var seen = new HashSet<string>(System.StringComparer.Ordinal);
        var i = 0;
        foreach (var key in keys)
        {
            if (!seen.Add(key)) yield return i;
            i++;
        }
    }
}
