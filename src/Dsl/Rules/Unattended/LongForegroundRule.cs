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
        from found in ForegroundTime.Of(context)
        where found.Longest > Limit
        let start = ForegroundTime.Start(context, found.Service)
        where start.HoldsSsh
        select At(ElementPath.Of(ElementPath.DeclaredServices, found.Index, "Start"), found.Service.Name, ForegroundTime.Say(found.Longest), start.Runlevel);
}
