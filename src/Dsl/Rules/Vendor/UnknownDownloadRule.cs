using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Fixes;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Vendor;

/// <summary>BIV0701: a build step uses a download that is not declared.</summary>
internal sealed class UnknownDownloadRule() : ModelRule(
    "BIV0701",
    "Build step uses an undeclared download",
    "the build step '{0}' uses the download '{1}', which is not declared, so the build would fail; {2}",
    VendorCategory.Name,
    Severity.Error)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        var names = model.Downloads.Select(d => d.Name).ToArray();
        for (var i = 0; i < model.BuildSteps.Count; i++)
        {
            var step = model.BuildSteps[i];
            for (var d = 0; d < step.Downloads.Count; d++)
            {
                if (names.Contains(step.Downloads[d])) continue;
                var nearest = NearestNames.To(step.Downloads[d], names);
                yield return At(ElementPath.Of(ElementPath.Of(ElementPath.BuildSteps, i, "Downloads"), d), step.Name, step.Downloads[d], nearest.Count > 0
                    ? "correct the name" + NearestNames.Remark(nearest) + ", or declare it with .Download(...)"
                    : "declare it with .Download(...)").With([.. nearest.Select(Fix.ReplaceText)]);
            }
        }
    }
}
