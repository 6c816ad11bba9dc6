using System.Collections.Generic;
using System.Linq;
using Bivouac.Rules.Overlay;

namespace Bivouac.Rules.Security;

/// <summary>BIV0602: all machines have the same SSH host key, and everyone can have it.</summary>
internal sealed class HostKeyRule() : ModelRule(
    "BIV0602",
    "Host key in the image",
    "{0} gives every machine the same SSH host key, so that whoever has the image can pose as each of them; leave it out, and the service makes keys at boot",
    SecurityCategory.Name,
    Severity.Error)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context) =>
        context.InTheEnd().Where(PrivateKeys.IsHostKey).Select(i => At(i.NameElement, i.Called()));
}
