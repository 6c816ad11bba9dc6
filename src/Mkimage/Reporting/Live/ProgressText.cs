using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Mkimage.Reporting.Records;

namespace Bivouac.Mkimage.Reporting.Live;

/// <summary>The numbers of what is counted, for a person.</summary>
internal static class ProgressText
{
    /// <summary>For example <c>142/267  83.1 of 211.4 MiB  12.1 MiB/s  11 s left</c>; what is not known is left out.</summary>
    /// <param name="quantity">What is counted.</param>
    public static string Of(Quantity quantity) => Forms(quantity)[0];

    /// <summary>The longest form that has no more than so many characters; the shortest when none has.</summary>
    /// <param name="quantity">What is counted.</param>
    /// <param name="room">The characters.</param>
    public static string Of(Quantity quantity, int room) => Forms(quantity).FirstOrDefault(f => f.Length <= room) ?? Forms(quantity)[^1];

    private static string[] Forms(Quantity quantity)
    {
        var count = quantity is { Done: { } done, Total: { } total } ? FormattableString.Invariant($"{done}/{total}") : "";
        var rate = quantity.Rate is { } r ? Sizes.Of((long)r) + "/s" : "";
        var left = quantity.Left is { } l ? Left(l) : "";
        var bytes = Sizes.Of(quantity.Bytes);
        return
        [
            Words(count, Amount(quantity), rate, left),
            Words(count, bytes, rate, left),
            Words(count, bytes, left),
            Words(bytes, left),
            Words(bytes),
        ];
    }

    /// <summary>Both in one unit name it once.</summary>
    private static string Amount(Quantity quantity)
    {
        var (here, all) = (Sizes.Of(quantity.Bytes), Sizes.Of(quantity.TotalBytes));
        if (quantity.TotalBytes <= 0) return here;
        var unit = here[here.IndexOf(' ', StringComparison.Ordinal)..];
        return (all.EndsWith(unit, StringComparison.Ordinal) ? here[..^unit.Length] : here) + " of " + all;
    }

    /// <summary>Whole seconds: a guess with a digit behind the point would look like a promise.</summary>
    private static string Left(TimeSpan left)
    {
        var seconds = (long)Math.Ceiling(left.TotalSeconds);
        return seconds < 60 ? FormattableString.Invariant($"{seconds} s left") : FormattableString.Invariant($"{seconds / 60} min {seconds % 60} s left");
    }

    private static string Words(params IEnumerable<string> words) => string.Join("  ", words.Where(w => w.Length > 0));
}
