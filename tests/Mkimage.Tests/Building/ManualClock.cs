using System;

namespace Bivouac.Mkimage.Tests.Building;

/// <summary>A test double: a clock that goes on only when it is told to.</summary>
internal sealed class ManualClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset _now = now;
    private TimeSpan _setBack;

    public ManualClock()
        : this(DateTimeOffset.UnixEpoch)
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => (_now + _setBack).Ticks;

    public void Advance(double seconds) => _now += TimeSpan.FromSeconds(seconds);

    /// <summary>Somebody sets the clock; what is measured by its ticks goes on.</summary>
    public void SetBack(double seconds)
    {
        _now -= TimeSpan.FromSeconds(seconds);
        _setBack += TimeSpan.FromSeconds(seconds);
    }
}
