using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;

namespace Bivouac.Rules.Overlay;

/// <summary>BIV0314: /etc/apk/repositories does not name the medium that packages are installed from at boot.</summary>
internal sealed class RepositoriesFileRule() : ModelRule(
    "BIV0314",
    "Repositories without the medium",
    "{0} names no path of the medium, and packages are installed from there at boot; leave it out, so that it is made at boot, or add a line such as /media/cdrom/apks",
    OverlayCategory.Name,
    Severity.Warning)
{
    private static readonly object Key = new();

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        if (context.Overlay["/etc/apk/repositories"] is not { IsFile: true, Text: { } text } item) yield break;
        if (context.Model.RawShell.Any(r => r.Script == RawShellTarget.Overlay && r.Text.Contains("repositories"))) yield break;
        if (text.Remember(Key, t => t.Split('\n').Any(IsPath))) yield break;
        yield return At(item.ContentElement, item.Called());
    }

    /// <summary>A path, with or without a tag before it. One that does not begin with /media/ may be the medium's too.</summary>
    private static bool IsPath(string line) => line.TrimStart() is var entry
        && (entry.StartsWith("/", StringComparison.Ordinal) || (entry.StartsWith("@", StringComparison.Ordinal) && entry.Contains(" /")));
}
