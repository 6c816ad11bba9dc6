using System.Collections.Generic;
using System.Linq;
using Bivouac.Rules.Overlay;

namespace Bivouac.Rules.Security;

/// <summary>BIV0601: a private key that everyone has who has the image.</summary>
internal sealed class PrivateKeyRule() : ModelRule(
    "BIV0601",
    "Private key in the image",
    "{0} holds a private key, which everyone who has the image can read; make it at boot, or bring it in another way",
    SecurityCategory.Name,
    Severity.Warning)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var item in context.InTheEnd())
        {
            if (PrivateKeys.IsHostKey(item)) continue;
            if (item.Text is { } text && PrivateKeys.IndexIn(text) is >= 0 and var index) yield return At(item.ContentElement, "'" + item.Place(index) + "'");
            else if (PrivateKeys.IsUserKey(item)) yield return At(item.NameElement, item.Called());
        }

        foreach (var text in context.Texts().Where(t => t.Item is null && PrivateKeys.IndexIn(t.Text) >= 0)) yield return At(text.Element, text.Where(0));
    }
}
