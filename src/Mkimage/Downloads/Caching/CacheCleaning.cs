using System.Collections.Generic;

namespace Bivouac.Mkimage.Downloads.Caching;

/// <summary>What a cleaning did.</summary>
/// <param name="Removed">What is gone.</param>
/// <param name="InUse">What a driver that runs now fetches or copies, and so has stayed.</param>
internal sealed record CacheCleaning(IReadOnlyList<CachedDownload> Removed, IReadOnlyList<CachedDownload> InUse);
