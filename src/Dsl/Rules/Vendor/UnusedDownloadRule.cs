using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;

namespace Bivouac.Rules.Vendor;

/// <summary>BIV0702: a download is declared, and nothing of it comes into the image.</summary>
internal sealed class UnusedDownloadRule() : ModelRule(
    "BIV0702",
    "Download without use",
    "nothing uses the download '{0}', so it would be fetched for nothing; put it into the overlay with .Into(...) or .Unpack(...), let a build step use it with .Uses(\"{0}\"), or take it out",
    VendorCategory.Name,
    Severity.Warning)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        var used = new HashSet<string>(model.BuildSteps.SelectMany(s => s.Downloads).Concat(model.Overlay.Select(e => e switch
        {
            OverlayDownload download => download.Download,
            OverlayUnpacked unpacked => unpacked.Download,
            _ => "",
        })), StringComparer.Ordinal);
        for (var i = 0; i < model.Downloads.Count; i++)
            if (!used.Contains(model.Downloads[i].Name)) yield return At(ElementPath.Of(ElementPath.Downloads, i), model.Downloads[i].Name);
    }
}
