using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;

namespace Bivouac.Rules.Unattended;

/// <summary>BIV0808: a service that is waited for before SSH starts may take more than a minute (contract U1).</summary>
internal sealed class LongForegroundRule() : ModelRule(
    "BIV0808",
    "SSH waits for a service",
    "the boot waits up to {1} for the service '{0}' (runlevel {2}), and SSH with it; take .Foreground() away, shorten .Timeout(...), or start it after SSH",
    UnattendedCategory.Name,
    Severity.Warning)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context) =>
        ForegroundTime.Of(context).Where(s => s.Longest > Limit && ForegroundTime.HoldsSsh(s.Service, context.Model))
            .Select(s => At(ElementPath.Of(ElementPath.DeclaredServices, s.Index, "Start"), s.Service.Name, ForegroundTime.Say(s.Longest), s.Service.Runlevel.Name));
}
