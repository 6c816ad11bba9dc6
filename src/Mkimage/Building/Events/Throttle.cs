using System;

namespace Bivouac.Mkimage.Building.Events;

/// <summary>Lets progress through a few times a second, and its end: a local transfer has a thousand pieces in that time. Not for several threads at once.</summary>
/// <param name="clock">Tells the time.</param>
internal sealed class Throttle(TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private long? told;

    /// <summary>Whether this one is told.</summary>
    /// <param name="isLast">Whether it is the end of what is told of.</param>
    public bool LetsThrough(bool isLast)
    {
        if (!isLast && told is { } last && clock.GetElapsedTime(last) < Pause) return false;
        told = clock.GetTimestamp();
        return true;
    }
}
