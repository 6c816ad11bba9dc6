using System.Collections.Generic;
using System.IO;

namespace Bivouac.Mkimage.Builders.Containers;

/// <summary>How a mirror that is a folder stands.</summary>
/// <param name="Files">The packages and indexes that builds may ask for, by their path below the mirror.</param>
/// <param name="Mark">The name of a file that a copy of just this has in its root.</param>
internal sealed record MirrorListing(IReadOnlyDictionary<string, FileInfo> Files, string Mark);
