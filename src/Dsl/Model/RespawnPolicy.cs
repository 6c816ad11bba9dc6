using System;

namespace Bivouac.Model;

/// <summary>When a supervised service is started again: after a delay that doubles with each early end, and for ever.</summary>
/// <param name="FirstDelay">How long before the first new start.</param>
/// <param name="LongestDelay">What the delay grows to at most.</param>
/// <param name="StableAfter">After running that long it counts as well, and the delay is the first one again.</param>
public sealed record RespawnPolicy(TimeSpan FirstDelay, TimeSpan LongestDelay, TimeSpan StableAfter)
{
    /// <summary>From 1 second to 1 minute; stable after 1 minute.</summary>
    public static RespawnPolicy Default { get; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
}
