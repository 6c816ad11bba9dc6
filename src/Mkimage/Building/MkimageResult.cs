using System;
using System.Collections.Generic;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Image.Artifacts;

namespace Bivouac.Mkimage.Building;

/// <summary>What mkimage.sh made.</summary>
/// <param name="Run">Its run.</param>
/// <param name="IsoPath">The ISO on this machine.</param>
/// <param name="StartedAt">When the build was started, and no later than it was begun to be followed, by this machine's clock.</param>
/// <param name="Sections">The sections that were made; others came from the work directory.</param>
/// <param name="Took">How long mkimage.sh ran.</param>
/// <param name="Log">The last lines of the log that may tell what is wrong with the image; see <see cref="BuildLog.Telling"/>.</param>
/// <param name="Digests">The hashes of the ISO.</param>
public sealed record MkimageResult(BuilderRun Run, string IsoPath, DateTimeOffset StartedAt, IReadOnlyList<SectionTime> Sections, TimeSpan Took, IReadOnlyList<string> Log, DigestsAhead Digests);
