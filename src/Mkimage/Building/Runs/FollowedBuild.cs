using System;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Image.Artifacts;

namespace Bivouac.Mkimage.Building.Runs;

/// <summary>A build that was followed to its end, which was a success by its own word.</summary>
/// <param name="Run">Its run.</param>
/// <param name="Paths">Its places.</param>
/// <param name="Log">What its log says.</param>
/// <param name="StartedAt">When it was started, and no later than it was begun to be followed, by this machine's clock.</param>
/// <param name="Took">How long it was followed.</param>
/// <param name="Digests">The hashes of its image as it lay in the builder.</param>
public sealed record FollowedBuild(BuilderRun Run, BuildPaths Paths, BuildLog Log, DateTimeOffset StartedAt, TimeSpan Took, DigestsAhead Digests);
