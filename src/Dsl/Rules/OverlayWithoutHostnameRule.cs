using System.Collections.Generic;
using Bivouac.Model;

namespace Bivouac.Rules;

/// <summary>BIV0103: something goes into the overlay, but mkimage.sh makes none without a host name.</summary>
internal sealed class OverlayWithoutHostnameRule() : ModelRule(
    "BIV0103",
    "Overlay without host name",
    "profile '{0}' declares {1} but no host name, so mkimage.sh would leave the overlay out and exit 0; call .Hostname(\"...\")",
    "Mkimage",
    Severity.Error)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(LiveCdModel model)
    {
        if (model.Hostname is not null) yield break;
        if (model.Overlay.Count > 0) yield return At(ElementPath.Of(ElementPath.Overlay, 0), model.Name, "overlay files");
        else if (model.Services.Count > 0) yield return At(ElementPath.Of(ElementPath.Services, 0), model.Name, "services");
        else if (model.Apks.Count > 0) yield return At(ElementPath.Of(ElementPath.Apks, 0), model.Name, "packages to install at boot");
        else yield return At(ElementPath.Definition, model.Name, "an image with default boot services");
    }
}
