using System;
using System.Collections.Generic;
using Bivouac.Scripts;

namespace Bivouac.Mkimage.Building.Tools;

/// <summary>The programs that run in the builder around mkimage.sh, in the stage's folder <c>bin/</c>, which is first on PATH.</summary>
public static class StageTools
{
    /// <summary>The programs of a planned build.</summary>
    /// <param name="plan">The build.</param>
    public static IReadOnlyList<ScriptFile> Of(BuildPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return
        [
            BuildProgram.File,
            ApkWrapper.Program(),
            MksquashfsWrapper.Of(plan.Image.Model.ModloopCompression),
            MkinitfsWrapper.Of(plan.Image.Model.InitramfsCompression),
            SectionPackages.Program(),
            FetchPackages.Program(),
            .. plan.Image.Model.BuildSteps.Count > 0 ? [BuildSteps.Program()] : Array.Empty<ScriptFile>(),
        ];
    }
}
