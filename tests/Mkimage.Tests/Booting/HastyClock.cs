using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Bivouac.Mkimage.Tests.Booting;

/// <summary>A clock that passes over pauses: whoever waits for some seconds has waited, and the time has gone on by them; longer waits end when that time has come.</summary>
internal sealed class HastyClock : TimeProvider
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Lock _one = new();
    private readonly List<Timer> _timers = [];
    private TimeSpan _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + Now;

    public override long GetTimestamp() => Now.Ticks;

    private TimeSpan Now
    {
        get
        {
            lock (_one) return _now;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets time go on.</summary>
    public void Advance(TimeSpan time)
    {
        Timer[] due;
        lock (_one)
        {
            _now += time;
            due = [.. _timers.Where(t => t.Due <= _now).OrderBy(t => t.Due)];
            foreach (var t in due) _timers.Remove(t);
        }

        foreach (var t in due) ThreadPool.QueueUserWorkItem(_ => t.Call());
    }

    private void Add(Timer timer, TimeSpan dueTime)
    {
        lock (_one)
        {
            _timers.Remove(timer);
            if (dueTime < TimeSpan.Zero) return;
            timer.Due = _now + dueTime;
            _timers.Add(timer);
        }

        Advance(dueTime <= Pause ? dueTime : TimeSpan.Zero);
    }

    private void Remove(Timer timer)
    {
        lock (_one) _timers.Remove(timer);
    }

    private sealed class Timer(HastyClock clock, Action call) : ITimer
    {
        public TimeSpan Due { get; set; }

        public Action Call => call;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Add(this, dueTime);
            return true;
        }

        public void Dispose() => clock.Remove(this);

        public System.Threading.Tasks.ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
