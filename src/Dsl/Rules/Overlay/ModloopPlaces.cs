using System.Linq;
using Bivouac.Model;

namespace Bivouac.Rules.Overlay;

/// <summary>What the service <c>modloop</c> does to an image's folders.</summary>
internal static class ModloopPlaces
{
    /// <summary>Whether the image starts the service.</summary>
    public static bool IsStarted(LiveCdModel model) => model.EnabledServices().Any(s => s.Service == "modloop");

    /// <summary>Whether modules of the overlay may be kept: by <c>overlay_size</c> the modloop is laid under them.</summary>
    public static bool MayKeepModules(RuleContext context) =>
        context.Model.ConfD.Any(c => c.Service == "modloop" && c.Variable == "overlay_size")
        || (context.Overlay["/etc/conf.d/modloop"] is { } settings && settings.Text?.Text.Contains("overlay_size") != false)
        || context.Model.RawShell.Any(r => r.Text.Contains("overlay_size"));
}
