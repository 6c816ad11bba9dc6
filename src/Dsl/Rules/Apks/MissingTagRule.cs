using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Fixes;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Apks;

/// <summary>BIV0407: a package comes from a tagged repository that nothing declares.</summary>
internal sealed class MissingTagRule() : ModelRule(
    "BIV0407",
    "Repository tag without a repository",
    "the package '{0}' comes from the repository '{1}', but none has that tag, so the package would be missing from the medium without a word; {2}",
    ApksCategory.Name,
    Severity.Error)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        var tags = new HashSet<string>(model.Repositories.Select(r => r.Tag).OfType<string>(), StringComparer.Ordinal);
        for (var i = 0; i < model.Apks.Count; i++)
        {
            if (model.Apks[i] is not { Repository: { } tag } apk || tags.Contains(tag) || model.RawShell.Any(r => r.Script == RawShellTarget.Profile && r.Text.Contains(apk.Name))) continue;
            var nearest = NearestNames.To(tag, tags);
            var declare = "declare it with .Repository(\"https://...\", tag: \"" + tag + "\")";
            yield return At(ElementPath.Of(ElementPath.Apks, i, "Repository"), apk.Name, tag, tags.Count == 0 ? declare : "correct the tag" + NearestNames.Remark(nearest) + " or " + declare)
                .With([.. nearest.Select(Fix.ReplaceText)]);
        }
    }
}
