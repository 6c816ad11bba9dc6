using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Fixes;

namespace Bivouac.Rules.Vendor;

/// <summary>BIV0705: a build step builds for a kernel, and its output would be kept for another one.</summary>
internal sealed class KernelKeyRule() : ModelRule(
    "BIV0705",
    "Kernel is no key of a build step",
    "the build step '{0}' installs the kernel headers {1}, but the kernel is no key of it, so what it made for one kernel would be used with the next one; call .KeyOfKernel()",
    VendorCategory.Name,
    Severity.Warning)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        for (var i = 0; i < context.Model.BuildSteps.Count; i++)
        {
            var step = context.Model.BuildSteps[i];
            if (step.KeyOfKernel || KernelHeaders.Of(context.Model, step).ToArray() is not [var first, ..]) continue;
            yield return At(ElementPath.Of(ElementPath.Of(ElementPath.BuildSteps, i, "Apks"), first.Index), step.Name, first.Apk).With(Fix.AddCallIn(nameof(LiveCdBuilder.BuildStep), ".KeyOfKernel()"));
        }
    }
}
