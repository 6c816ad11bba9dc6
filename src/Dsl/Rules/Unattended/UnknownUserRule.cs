using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Fixes;
using Bivouac.Rules.Inputs;
using Bivouac.Rules.Overlay;

namespace Bivouac.Rules.Unattended;

/// <summary>BIV0815: a terminal, a service or a user names an account that nothing makes.</summary>
internal sealed class UnknownUserRule() : ModelRule(
    "BIV0815",
    "User or group that is not there",
    "{0}, but no such {1} is declared, so {2}; declare it with {3}, or correct the name{4}",
    UnattendedCategory.Name,
    Severity.Warning)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        string[] users = [.. model.Users.Select(u => u.Name), .. AccountsReplacedRule.SystemUsers];
        string[] groups = [.. model.Groups.Select(g => g.Name), .. model.Users.Select(u => u.Name), .. AccountsReplacedRule.SystemGroups];

        // What replaces or makes accounts may have it.
        if (!context.Overlay.IsComplete || Replaces(context, "passwd", "adduser", "useradd")) yield break;
        for (var i = 0; i < model.Autologins.Count; i++)
        {
            var login = model.Autologins[i];
            if (!users.Contains(login.User)) yield return Unknown(ElementPath.Of(ElementPath.Autologins, i, "User"), login.Terminal + " logs '" + login.User + "' in", login.User, "user", "the terminal only shows errors", users);
        }

        for (var i = 0; i < model.DeclaredServices.Count; i++)
            if (model.DeclaredServices[i] is { User: { } user, Name: var name } && !users.Contains(user) && !MayBeOfPackage(context, user, users))
                yield return Unknown(ElementPath.Of(ElementPath.DeclaredServices, i, "User"), "the service '" + name + "' runs as '" + user + "'", user, "user", "nothing of it runs", users);

        if (Replaces(context, "group", "addgroup", "groupadd")) yield break;
        for (var i = 0; i < model.Users.Count; i++)
            for (var g = 0; g < model.Users[i].Groups.Count; g++)
                if (model.Users[i].Groups[g] is var group && !groups.Contains(group) && !MayBeOfPackage(context, group, groups))
                    yield return Unknown(ElementPath.Of(ElementPath.Of(ElementPath.Users, i, "Groups"), g), "the user '" + model.Users[i].Name + "' is put into '" + group + "'", group, "group", "it is no member of it", groups);
    }

    private Finding Unknown(string element, string fact, string name, string kind, string effect, string[] known)
    {
        var nearest = NearestNames.To(name, known);
        return At(element, fact, kind, effect, (kind == "user" ? ".User(\"" : ".Group(\"") + name + "\", ...)", NearestNames.Remark(nearest)).With([.. nearest.Select(Fix.ReplaceText)]);
    }

    /// <summary>Packages make accounts when they are installed: then only a slip of the pen is sure.</summary>
    private static bool MayBeOfPackage(RuleContext context, string name, string[] known) => !context.Services.IsAbsent(name) && NearestNames.To(name, known).Count == 0;

    private static bool Replaces(RuleContext context, string file, params string[] programs) =>
        context.Overlay["/etc/" + file] is not null || context.Texts().Any(t => programs.Append("/etc/" + file).Any(t.Text.Text.Contains));
}
