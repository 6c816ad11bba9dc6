using System;
using System.Collections.Generic;
using System.Globalization;
using Bivouac.Mkimage.Builders;

namespace Bivouac.Mkimage.Building;

/// <summary>The call of mkimage.sh.</summary>
public static class MkimageCommand
{
    /// <summary>The name of the runs of a planned build: whoever builds the same image of the same project has the same.</summary>
    /// <param name="plan">What is built.</param>
    public static string RunName(BuildPlan plan) => "mkimage-" + plan.WorkName;

    /// <summary>Makes the command: absolute folders, an environment of its own, TMPDIR on a real disk (contract L4).</summary>
    /// <param name="plan">What is built.</param>
    /// <param name="layout">The builder's places.</param>
    /// <param name="sourceDate">The time that stands in the image.</param>
    public static BuilderCommand Make(BuildPlan plan, BuilderLayout layout, DateTimeOffset sourceDate)
    {
        var paths = BuildPaths.Of(plan, layout);
        var environment = new Dictionary<string, string>(layout.Environment, StringComparer.Ordinal)
        {
            ["HOME"] = paths.Home,
            ["TMPDIR"] = "/var/tmp",
            ["LC_ALL"] = "C",
            ["SOURCE_DATE_EPOCH"] = sourceDate.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        };
        environment["PATH"] = paths.Stage + "/bin:" + environment["PATH"];
        return new(RunName(plan), Arguments(plan, layout, paths), environment, paths.Stage);
    }

    private static List<string> Arguments(BuildPlan plan, BuilderLayout layout, BuildPaths paths)
    {
        List<string> arguments =
        [
            "sh", layout.ScriptsFolder + "/mkimage.sh",
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
