using System;

namespace Bivouac.Boot;

/// <summary>How long one service may hold up what comes behind it.</summary>
/// <param name="Service">The service.</param>
/// <param name="Limit">The longest time; null when nothing bounds it.</param>
/// <param name="Reason">Where that comes from.</param>
public sealed record BootWait(string Service, TimeSpan? Limit, string Reason);
