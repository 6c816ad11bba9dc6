using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Fixes;

namespace Bivouac.Rules.Mkimage;

/// <summary>BIV0103: something goes into the overlay, but mkimage.sh makes none without a host name.</summary>
internal sealed class OverlayWithoutHostnameRule() : ModelRule(
    "BIV0103",
    "Overlay without host name",
    "profile '{0}' declares {1} but no host name, so mkimage.sh would leave the overlay out and exit 0; call .Hostname(\"...\")",
    MkimageCategory.Name,
    Severity.Error)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        if (model.Hostname is not null) yield break;
        var fix = Fix.AddCall(".Hostname(\"" + Suggested(model.Name) + "\")");
        if (model.Overlay.Count > 0) yield return At(ElementPath.Of(ElementPath.Overlay, 0), model.Name, "overlay files").With(fix);
        else if (model.Services.Count > 0) yield return At(ElementPath.Of(ElementPath.Services, 0), model.Name, "services").With(fix);
        else if (model.DeclaredServices.Count > 0) yield return At(ElementPath.Of(ElementPath.DeclaredServices, 0), model.Name, "services").With(fix);
        else if (model.Ssh is not null) yield return At(ElementPath.Ssh, model.Name, "an SSH server").With(fix);
        else if (model.Network is not null) yield return At(ElementPath.Network, model.Name, "a network").With(fix);
        else if (model.Users.Count > 0) yield return At(ElementPath.Of(ElementPath.Users, 0), model.Name, "users").With(fix);
        else if (model.Apks.Count > 0) yield return At(ElementPath.Of(ElementPath.Apks, 0), model.Name, "packages to install at boot").With(fix);
        else yield return At(ElementPath.Definition, model.Name, "an image with default boot services").With(fix);
    }

    /// <summary>The profile's name as a host name can be: without underscores.</summary>
    private static string Suggested(string profile)
    {
        var name = new string(profile.Select(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') ? char.ToLowerInvariant(c) : '-').ToArray()).Trim('-');
        return name.Length == 0 ? "live" : name;
    }
}
