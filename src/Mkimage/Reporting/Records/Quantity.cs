using System;
using System.Collections.Generic;

namespace Bivouac.Mkimage.Reporting.Records;

/// <summary>Something of which a known amount is to come: packages, the bytes of an image.</summary>
/// <param name="since">When it began, from the build's beginning.</param>
internal sealed class Quantity(TimeSpan since)
{
    // Long enough for the pauses between two files, short enough to follow a line that became slow.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(0.5);
    private readonly Queue<(TimeSpan At, long Bytes)> _samples = new();

    /// <summary>How many things are here; null when only bytes are counted.</summary>
    public int? Done { get; private set; }

    /// <summary>How many things are needed; null when only bytes are counted.</summary>
    public int? Total { get; private set; }

    /// <summary>The bytes that are here.</summary>
    public long Bytes { get; private set; }

    /// <summary>The bytes of all; 0 when it is not known.</summary>
    public long TotalBytes { get; private set; }

    /// <summary>Bytes a second in the last seconds; null while it cannot be told.</summary>
    public double? Rate { get; private set; }

    /// <summary>From 0 to 1, by bytes where they are known.</summary>
    public double Share => Math.Clamp(TotalBytes > 0 ? (double)Bytes / TotalBytes : Total > 0 ? (double)(Done ?? 0) / Total.Value : 0, 0, 1);

    /// <summary>How long the rest will take at this rate; null when it cannot be told.</summary>
    public TimeSpan? Left => Rate is > 0 && TotalBytes > Bytes && (TotalBytes - Bytes) / Rate.Value is < 360_000 and var seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>Takes the state.</summary>
    /// <param name="done">How many things are here.</param>
    /// <param name="total">How many things are needed.</param>
    /// <param name="bytes">The bytes that are here.</param>
    /// <param name="totalBytes">The bytes of all.</param>
    /// <param name="now">The time, from the build's beginning.</param>
    public void Is(int? done, int? total, long bytes, long totalBytes, TimeSpan now)
    {
        (Done, Total, Bytes, TotalBytes) = (done, total, bytes, totalBytes);
        if (_samples.Count == 0) _samples.Enqueue((since, bytes));
        _samples.Enqueue((now, bytes));
        while (_samples.Count > 2 && now - _samples.Peek().At > Window) _samples.Dequeue();
        var (at, before) = _samples.Peek();
        Rate = now - at >= LeastTime ? Math.Max(0, bytes - before) / (now - at).TotalSeconds : null;
    }
}
