using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Fixes;
using Bivouac.Rules.Mkimage;

namespace Bivouac.Rules.Vendor;

/// <summary>BIV0706: a build step builds with the headers of a kernel that the image has not.</summary>
internal sealed class KernelHeadersRule() : ModelRule(
    "BIV0706",
    "Headers of another kernel",
    "the build step '{0}' builds for the image's kernel, which is {1}, with the headers {2} of another one, so the build would stop; {3}",
    VendorCategory.Name,
    Severity.Error)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        var kernels = KernelFacts.FlavorsOf(model);
        if (kernels.Count == 0 || TableScope.RawShellNames(model, "kernel_flavors")) yield break;
        for (var i = 0; i < model.BuildSteps.Count; i++)
        {
            var step = model.BuildSteps[i];
            if (!step.KeyOfKernel) continue;
            foreach (var headers in KernelHeaders.Of(model, step).Where(h => !kernels.Contains(h.Flavor)))
            {
                var right = kernels.Select(k => "linux-" + k + "-dev").ToArray();
                yield return At(ElementPath.Of(ElementPath.Of(ElementPath.BuildSteps, i, "Apks"), headers.Index), step.Name, string.Join(" and ", kernels), headers.Apk, "install " + string.Join(" or ", right))
                    .With([.. right.Except(step.Apks).Select(Fix.ReplaceText)]);
            }
        }
    }
}
