using System;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Building.Runs;

namespace Bivouac.Mkimage.Building;

/// <summary>Where a build's things are inside the builder.</summary>
/// <param name="Root">The folder of this project's image.</param>
/// <param name="OutName">What is this run's alone is named by it; see <see cref="RunName.Out"/>.</param>
public sealed record BuildPaths(string Root, string OutName)
{
    /// <summary>The file in <see cref="Out"/> whose time is that of the start, by the builder's own clock.</summary>
    public const string StartedFile = ".started";

    /// <summary>What is staged for this run alone: another driver, of another machine too, may stage its own while this one is built from.</summary>
    public string Staged => $"{Root}/stages/{OutName}";

    /// <summary>The folder that mkimage.sh runs in.</summary>
    public string Stage => Staged + "/" + Staging.Stage.ScriptsFolder;

    /// <summary>The HOME of the build.</summary>
    public string Home => Staged + "/" + Staging.Stage.HomeFolder;

    /// <summary>The folder of the programs around mkimage.sh.</summary>
    public string Programs => Stage + "/bin";

    /// <summary>mkimage's <c>--workdir</c>.</summary>
    public string Work => Root + "/work";

    /// <summary>mkimage's <c>--outdir</c>, one for each run: an image may be fetched while the next one is made.</summary>
    public string Out => $"{Root}/out/{OutName}";

    /// <summary>
    /// TMPDIR (contract L4), on the disk of the work directory, which is /var/tmp unless the user says otherwise. What update-kernel
    /// leaves there when it is killed goes with the next build.
    /// </summary>
    public string Temporary => Root + "/tmp";

    /// <summary>The paths of a build.</summary>
    /// <param name="name">The name of its run.</param>
    /// <param name="layout">The builder's places.</param>
    public static BuildPaths Of(RunName name, BuilderLayout layout)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(layout);
        return new(layout.WorkRoot + "/" + name.WorkName, name.Out);
    }
}
