using System;
using System.Globalization;

namespace Bivouac.Mkimage.Building;

/// <summary>The time that stands in an image.</summary>
/// <param name="Time">The time.</param>
/// <param name="IsGiven">Whether SOURCE_DATE_EPOCH of the environment gives it; else it is the time of the build.</param>
public sealed record SourceDate(DateTimeOffset Time, bool IsGiven)
{
    /// <summary>The time in seconds since 1970.</summary>
    public long Seconds => Time.ToUnixTimeSeconds();


    /// <summary>SOURCE_DATE_EPOCH of the environment, else now.</summary>
    /// <param name="clock">Tells the time.</param>
    /// <exception cref="DriverException">The variable is no number of seconds (<see cref="ExitCode.Usage"/>).</exception>
    public static SourceDate Read(TimeProvider clock) => Parse(Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH"), clock);

    /// <summary>The time that a value of the variable stands for.</summary>
    /// <param name="value">The value, or null.</param>
    /// <param name="clock">Tells the time when there is none.</param>
    /// <exception cref="DriverException">It is no number of seconds (<see cref="ExitCode.Usage"/>).</exception>
    public static SourceDate Parse(string? value, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        if (string.IsNullOrEmpty(value)) return new(clock.GetUtcNow(), IsGiven: false);
        if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= 253402300799)
            return new(DateTimeOffset.FromUnixTimeSeconds(seconds), IsGiven: true);
        throw new DriverException(
            ExitCode.Usage,
            "SOURCE_DATE_EPOCH cannot be used",
            $"'{value}' is not a number of seconds since 1970",
            "Unset it, or set it to a number such as $(git log -1 --format=%ct).");
    }
}
