using System;
using System.Collections.Generic;
using System.Globalization;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Building.Runs;
using Bivouac.Mkimage.Building.Tools;

namespace Bivouac.Mkimage.Building;

/// <summary>The call of mkimage.sh, through the program that keeps its work directory.</summary>
public static class MkimageCommand
{
    /// <summary>Makes the command: absolute folders, an environment of its own, TMPDIR on a real disk (contract L4).</summary>
    /// <param name="plan">What is built.</param>
    /// <param name="name">The name of the run.</param>
    /// <param name="layout">The builder's places.</param>
    /// <param name="sourceDate">The time that stands in the image.</param>
    public static BuilderCommand Make(BuildPlan plan, RunName name, BuilderLayout layout, SourceDate sourceDate)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(sourceDate);
        var paths = BuildPaths.Of(name, layout);
        var environment = new Dictionary<string, string>(layout.Environment, StringComparer.Ordinal)
        {
            ["HOME"] = paths.Home,
            ["TMPDIR"] = paths.Temporary,
            ["LC_ALL"] = "C",
            ["SOURCE_DATE_EPOCH"] = sourceDate.Seconds.ToString(CultureInfo.InvariantCulture),
        };
        environment["PATH"] = paths.Programs + ":" + environment["PATH"];
        return new(
            name.ToString(),
            ["sh", paths.Programs + "/" + BuildProgram.FileName, paths.Root, paths.Out, .. Arguments(plan, layout, paths)],
            environment,
            paths.Stage);
    }

    /// <summary>mkimage.sh and its arguments.</summary>
    /// <param name="plan">What is built.</param>
    /// <param name="layout">The builder's places.</param>
    /// <param name="paths">The build's places.</param>
    public static IReadOnlyList<string> Arguments(BuildPlan plan, BuilderLayout layout, BuildPaths paths)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(paths);
        List<string> arguments =
        [
            layout.ScriptsFolder + "/mkimage.sh",
            "--profile", plan.Image.Model.Name,
            "--arch", plan.Arch,
            "--tag", plan.Tag,
            "--workdir", paths.Work,
            "--outdir", paths.Out,
        ];
        foreach (var repository in plan.Repositories(layout)) arguments.AddRange(["--repository", repository]);
        return arguments;
    }
}
