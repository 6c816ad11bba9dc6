using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;

namespace Bivouac.Rules.Unattended;

/// <summary>BIV0817: the services of a later runlevel wait for minutes for one of them (contract U1).</summary>
internal sealed class LongWaitRule() : ModelRule(
    "BIV0817",
    "Other services wait for minutes",
    "what comes after the service '{0}' waits up to {1} for it (runlevel {2}); take .Foreground() away, or shorten .Timeout(...)",
    UnattendedCategory.Name,
    Severity.Info)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context) =>
        from found in ForegroundTime.Of(context)
        where found.Longest > Limit
        let start = ForegroundTime.Start(context, found.Service)
        where !start.HoldsSsh && start.Runlevel != "shutdown"
        select At(ElementPath.Of(ElementPath.DeclaredServices, found.Index, "Start"), found.Service.Name, ForegroundTime.Say(found.Longest), start.Runlevel);
}
