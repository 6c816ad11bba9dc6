using Bivouac.Mkimage.Builders;

namespace Bivouac.Mkimage.Building.Runs;

/// <summary>A build that a builder knows, running or ended.</summary>
/// <param name="Run">Its run.</param>
/// <param name="Name">What it builds.</param>
/// <param name="State">How it stands.</param>
public sealed record KnownBuild(BuilderRun Run, RunName Name, BuilderRunState State);
