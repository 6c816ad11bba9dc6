using System;
using System.Globalization;
using System.Security.Cryptography;

namespace Bivouac.Mkimage.Builders;

/// <summary>The names of runs, <c>TIME_NAME_RANDOM</c>, which are the names of their folders too.</summary>
internal static class RunId
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmssfff'Z'";

    /// <summary>How many runs are kept; older ones that have ended are forgotten when a new one starts.</summary>
    public const int Kept = 30;

    /// <summary>Makes the id of a new run.</summary>
    /// <param name="name">The run's name.</param>
    /// <param name="now">When it starts.</param>
    public static string New(string name, DateTimeOffset now) =>
        $"{now.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}_{name}_{RandomNumberGenerator.GetHexString(6, lowercase: true)}";

    /// <summary>Reads an id.</summary>
    /// <param name="id">The name of a folder.</param>
    /// <param name="logFile">The run's log.</param>
    /// <returns>The run, or null when the folder is none of a run.</returns>
    public static BuilderRun? Describe(string id, string logFile) =>
        id.IndexOf('_', StringComparison.Ordinal) is var first and > 0
        && id.LastIndexOf('_') is var last && last > first
        && DateTimeOffset.TryParseExact(
            id[..first],
            TimeFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var started)
            ? new BuilderRun(id, id[(first + 1)..last], started, logFile)
            : null;
}
