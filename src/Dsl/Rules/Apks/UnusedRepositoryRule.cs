using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Fixes;

namespace Bivouac.Rules.Apks;

/// <summary>BIV0408: a repository has a tag that no package names, so nothing comes from it.</summary>
internal sealed class UnusedRepositoryRule() : ModelRule(
    "BIV0408",
    "Tagged repository without packages",
    "no package comes from the repository with the tag '{0}', which serves only those that name it; take one from it with .Apk(\"...\", apk => apk.From(\"{0}\")), or take the repository out",
    ApksCategory.Name,
    Severity.Info)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        var used = new HashSet<string>(model.Apks.Select(a => a.Repository).OfType<string>(), StringComparer.Ordinal);
        for (var i = 0; i < model.Repositories.Count; i++)
            if (model.Repositories[i].Tag is { } tag && !used.Contains(tag) && !IsUsedByShell(model, tag)) yield return At(ElementPath.Of(ElementPath.Repositories, i), tag).With(Fix.Remove);
    }

    private static bool IsUsedByShell(LiveCdModel model, string tag) => model.RawShell.Any(r => r.Text.Contains("@" + tag) || r.Text.Contains("--repository"));
}
