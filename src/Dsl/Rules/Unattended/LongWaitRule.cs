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
        ForegroundTime.Of(context).Where(s => s.Longest > Limit && s.Service.Runlevel.Name != "shutdown" && !ForegroundTime.HoldsSsh(s.Service, context.Model))
            .Select(s => At(ElementPath.Of(ElementPath.DeclaredServices, s.Index, "Start"), s.Service.Name, ForegroundTime.Say(s.Longest), s.Service.Runlevel.Name));
}
