using System;
using System.Collections.Generic;

namespace Bivouac.Mkimage.Downloads.Caching;

/// <summary>What the cache has under one checksum.</summary>
/// <param name="Hex">The checksum.</param>
/// <param name="Files">The names of the files; one that has not come whole ends with <c>.partial</c>.</param>
/// <param name="Bytes">How much room they take.</param>
/// <param name="LastUse">When a build used them last.</param>
internal sealed record CachedDownload(string Hex, IReadOnlyList<string> Files, long Bytes, DateTimeOffset LastUse);
