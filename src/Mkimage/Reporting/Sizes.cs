using System;

namespace Bivouac.Mkimage.Reporting;

/// <summary>Sizes for people.</summary>
internal static class Sizes
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>Bytes in the unit that leaves one to three digits before the point.</summary>
    public static string Of(long bytes)
    {
        var value = (double)bytes;
        var unit = 0;
        // 1023.96 would be shown as 1024.0.
        while (Math.Round(value, 1) >= 1024 && unit < Units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return unit == 0 ? FormattableString.Invariant($"{bytes} B") : FormattableString.Invariant($"{value:0.0} {Units[unit]}");
    }

    /// <summary>A time in minutes and seconds, or seconds with one digit.</summary>
    public static string Of(TimeSpan time) =>
        Math.Round(time.TotalSeconds, 1) >= 60 ? FormattableString.Invariant($"{(long)Math.Round(time.TotalSeconds) / 60} min {(long)Math.Round(time.TotalSeconds) % 60} s") : FormattableString.Invariant($"{time.TotalSeconds:0.0} s");

    /// <summary>How much more or less there is: <c>+1.2 MiB</c>, <c>−3 B</c>; empty when it is the same.</summary>
    /// <param name="former">What there was.</param>
    /// <param name="now">What there is.</param>
    public static string Change(long former, long now) => now == former ? "" : (now > former ? "+" : "−") + Of(Math.Abs(now - former));

    /// <summary>A part of a whole in per cent, with one digit; what is there is never 0.</summary>
    /// <param name="part">The part.</param>
    /// <param name="whole">The whole.</param>
    public static string Share(long part, long whole)
    {
        var share = 100.0 * part / Math.Max(1, whole);
        return part > 0 && share < 0.05 ? "< 0.1 %" : FormattableString.Invariant($"{share:0.0} %");
    }
}
