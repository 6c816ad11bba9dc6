using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Fixes;
using Bivouac.Rules.Inputs;
using Bivouac.Scripts;

namespace Bivouac.Rules.Mkimage;

/// <summary>BIV0113: something is taken away without which the image does not boot, or is not what is declared. mkimage.sh says nothing.</summary>
internal sealed class LostPartRule() : ModelRule(
    "BIV0113",
    "Image part taken away",
    "{0}, so {1}; {2}",
    MkimageCategory.Name,
    Severity.Error)
{
    private const string Medium = "cdrom";
    private const string Base = "alpine-base";

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        if (CannotReadItself(model))
        {
            for (var i = 0; i < model.RemovedInitfsFeatures.Count; i++)
                if (model.RemovedInitfsFeatures[i].Name == Medium)
                    yield return At(ElementPath.Of(ElementPath.RemovedInitfsFeatures, i), "the initfs feature '" + Medium + "' is taken out", "the initramfs could not read the ISO that it is on", "leave it in").With(Fix.Remove);
        }

        if (CannotInstall(context))
        {
            for (var i = 0; i < model.RemovedApks.Count; i++)
                if (model.RemovedApks[i] == Base)
                    yield return At(ElementPath.Of(ElementPath.RemovedApks, i), "the package '" + Base + "' is taken out", "there is no system to install at boot", "leave it in").With(Fix.Remove);
        }

        foreach (var finding in Assignments(model)) yield return finding;
    }

    /// <summary>The feature has the file system of ISOs, which is a module in all kernels that were looked at.</summary>
    private static bool CannotReadItself(LiveCdModel model) =>
        model.RemovedInitfsFeatures.Any(f => f.Name == Medium) && InitfsFacts.KnowsKernels(model) && !model.HasUntaggedRepository()
        && InitfsFacts.FeaturesOf(model) is { } features && !features.Contains(Medium) && InitfsFacts.Inherited(model)!.Contains(Medium);

    /// <summary>Without a base profile the package is always there.</summary>
    private static bool CannotInstall(RuleContext context)
    {
        var model = context.Model;
        if (model.Base is null || !model.RemovedApks.Contains(Base) || model.Apks.Any(a => a.Name == Base) || model.HasUntaggedRepository() || TableScope.RawShellNames(model, Base)) return false;
        var names = model.Apks.Select(a => a.Name).ToArray();
        return (ProfileTable.WordsOf(model.Base.Name, "apks")?.Contains(Base) ?? true)
            && model.Arches.All(a => context.Packages.Find(model.Branch?.ToString(), ArchNames.Of(a))?.Closure(names).Contains(Base) != true);
    }

    private IEnumerable<Finding> Assignments(LiveCdModel model)
    {
        if (!model.RawShell.Any(r => r.Script == RawShellTarget.Profile)) yield break;
        var set = ProfileAssignment.Of(model);
        foreach (var part in ProfilePart.Of(model))
        {
            if (!set.TryGetValue(part.Variable, out var assignment) || assignment.Value is not { } value || part.Lost(value) is not { } effect) continue;
            yield return At(ElementPath.Of(ElementPath.RawShell, assignment.Index, "Text"), "raw shell sets " + part.Variable + " anew", effect, part.Advice);
        }
    }
}
