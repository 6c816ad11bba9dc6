using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Fixes;

namespace Bivouac.Rules.Unattended;

/// <summary>BIV0810: a service starts after another one of the definition that runs in the background, so nothing of it has happened yet.</summary>
internal sealed class BackgroundReferenceRule() : ModelRule(
    "BIV0810",
    "Order after a background service",
    "the service '{0}' starts after '{1}', which runs in the background: OpenRC counts it as started at once, when nothing of it has happened yet; call .Foreground() on '{1}', or take the order out",
    UnattendedCategory.Name,
    Severity.Warning)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var background = context.Model.DeclaredServices.Where(s => s.Start == ServiceStart.Background).Select(s => s.Name).ToArray();
        return ServiceReference.Of(context.Model)
            .Where(r => !r.IsBefore && r.Other != r.Service.Name && background.Contains(r.Other) && context.Services.ScriptOf(r.Other) is null)
            .Select(r => At(r.Element, r.Service.Name, r.Other).With(Fix.Remove));
    }
}
