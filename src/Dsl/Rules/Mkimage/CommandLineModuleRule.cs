using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Fixes;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Mkimage;

/// <summary>BIV0112: the command line names a module that the initramfs does not have.</summary>
internal sealed class CommandLineModuleRule() : ModelRule(
    "BIV0112",
    "Boot module that is not in the initramfs",
    "modules= names '{0}', but the initramfs has no such module without the feature {1}, and modprobe says nothing; {2}",
    MkimageCategory.Name,
    Severity.Warning)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        if (model.CommandLine.Modules.Count == 0 || !TableScope.Covers(model) || model.HasUntaggedRepository() || !InitfsFacts.KnowsKernels(model)) yield break;
        if (InitfsFacts.FeaturesOf(model) is not { } there) yield break;
        for (var i = 0; i < model.CommandLine.Modules.Count; i++)
        {
            var module = model.CommandLine.Modules[i];
            var features = InitfsFacts.FeaturesWith(module);
            if (features.Count == 0 || features.Any(there.Contains)) continue;
            var element = ElementPath.Of(ElementPath.CommandLineModules, i);
            var call = ".InitfsFeatures(" + LanguageNames<InitfsFeature>.Expression(features[0]) + ")";
            yield return model.RemovedInitfsFeatures.Any(f => f.Name == features[0])
                ? At(element, module, features[0], "leave the feature in").With(Fix.Remove)
                : At(element, module, features[0], "add " + call).With(Fix.AddCall(call), Fix.Remove);
        }
    }
}
