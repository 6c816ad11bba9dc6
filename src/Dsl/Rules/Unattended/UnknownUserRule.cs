using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Fixes;
using Bivouac.Rules.Inputs;
using Bivouac.Rules.Overlay;

namespace Bivouac.Rules.Unattended;

/// <summary>BIV0815: a terminal logs in a user that nothing makes.</summary>
internal sealed class UnknownUserRule() : ModelRule(
    "BIV0815",
    "Login of a user that is not there",
    "{0} logs '{1}' in, but no such user is declared, so the terminal only shows errors; declare it with .User(\"{1}\", ...), or correct the name{2}",
    UnattendedCategory.Name,
    Severity.Warning)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        var users = model.Users.Select(u => u.Name).Concat(AccountsReplacedRule.SystemUsers).ToArray();

        // What replaces or makes accounts may have it.
        if (!context.Overlay.IsComplete || context.Overlay["/etc/passwd"] is not null || context.Texts().Any(t => t.Text.Text.Contains("adduser") || t.Text.Text.Contains("useradd") || t.Text.Text.Contains("/etc/passwd"))) yield break;
        for (var i = 0; i < model.Autologins.Count; i++)
        {
            var login = model.Autologins[i];
            if (users.Contains(login.User)) continue;
            var nearest = NearestNames.To(login.User, users);
            yield return At(ElementPath.Of(ElementPath.Autologins, i, "User"), login.Terminal, login.User, NearestNames.Remark(nearest)).With([.. nearest.Select(Fix.ReplaceText)]);
        }
    }
}
