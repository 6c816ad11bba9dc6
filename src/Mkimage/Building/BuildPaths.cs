using Bivouac.Mkimage.Builders;

namespace Bivouac.Mkimage.Building;

/// <summary>Where a build's things are inside the builder.</summary>
/// <param name="Root">The folder of this project's image.</param>
public sealed record BuildPaths(string Root)
{
    /// <summary>The folder that mkimage.sh runs in.</summary>
    public string Stage => Root + "/" + Bivouac.Mkimage.Staging.Stage.ScriptsFolder;

    /// <summary>The HOME of the build.</summary>
    public string Home => Root + "/" + Bivouac.Mkimage.Staging.Stage.HomeFolder;

    /// <summary>mkimage's <c>--workdir</c>.</summary>
    public string Work => Root + "/work";

    /// <summary>mkimage's <c>--outdir</c>.</summary>
    public string Out => Root + "/out";

    /// <summary>The paths of a planned build.</summary>
    public static BuildPaths Of(BuildPlan plan, BuilderLayout layout) => new(layout.WorkRoot + "/" + plan.WorkName);
}
