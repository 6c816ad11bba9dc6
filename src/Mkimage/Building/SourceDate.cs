using System;
using System.Globalization;

namespace Bivouac.Mkimage.Building;

/// <summary>The time that stands in an image.</summary>
public static class SourceDate
{
    /// <summary>SOURCE_DATE_EPOCH of the environment, else now.</summary>
    /// <param name="clock">Tells the time.</param>
    /// <exception cref="DriverException">The variable is no number of seconds (<see cref="ExitCode.Usage"/>).</exception>
    public static DateTimeOffset Read(TimeProvider clock) => Parse(Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH"), clock);

    /// <summary>The time that a value of the variable stands for.</summary>
    /// <param name="value">The value, or null.</param>
    /// <param name="clock">Tells the time when there is none.</param>
    /// <exception cref="DriverException">It is no number of seconds (<see cref="ExitCode.Usage"/>).</exception>
    public static DateTimeOffset Parse(string? value, TimeProvider clock)
    {
        if (string.IsNullOrEmpty(value)) return clock.GetUtcNow();
        if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= 253402300799)
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        throw new DriverException(
            ExitCode.Usage,
            "SOURCE_DATE_EPOCH cannot be used",
            $"'{value}' is not a number of seconds since 1970",
            "Unset it, or set it to a number such as $(git log -1 --format=%ct).");
    }
}
