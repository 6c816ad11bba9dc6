using System;
using Bivouac.Mkimage.Builders;

namespace Bivouac.Mkimage.Building.Runs;

/// <summary>The user ended a build; nothing of it is left running.</summary>
/// <param name="run">The build's run.</param>
public sealed class BuildStoppedException(BuilderRun run) : Exception($"The build {run.ShortId} was ended, with everything that it started.")
{
    /// <summary>The build's run.</summary>
    public BuilderRun Run { get; } = run;
}
