using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;

namespace Bivouac.Rules.Vendor;

/// <summary>BIV0704: a build step runs, and nothing of what it leaves comes into the image.</summary>
internal sealed class StepOutputRule() : ModelRule(
    "BIV0704",
    "Build step without output",
    "the build step '{0}' says not where its output goes, so nothing of it would come into the image; call .Output(\"/usr/local/lib/...\")",
    VendorCategory.Name,
    Severity.Error)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        var placed = new HashSet<string>(model.Overlay.OfType<OverlayStepOutput>().Select(o => o.Step), StringComparer.Ordinal);
        for (var i = 0; i < model.BuildSteps.Count; i++)
            if (!placed.Contains(model.BuildSteps[i].Name)) yield return At(ElementPath.Of(ElementPath.BuildSteps, i), model.BuildSteps[i].Name);
    }
}
