using System;
using Bivouac.Mkimage.Builders;

namespace Bivouac.Mkimage.Building.Runs;

/// <summary>The user stopped following a build, which goes on.</summary>
/// <param name="run">The build's run.</param>
public sealed class BuildDetachedException(BuilderRun run) : Exception($"The build {run.ShortId} is not followed any more, and goes on.")
{
    /// <summary>The build's run.</summary>
    public BuilderRun Run { get; } = run;
}
