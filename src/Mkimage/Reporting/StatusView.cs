using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Bivouac.Mkimage.Building.Runs;

namespace Bivouac.Mkimage.Reporting;

/// <summary>Shows the builds that a builder knows to a person.</summary>
internal sealed class StatusView(Reporter reporter)
{
    /// <summary>Shows them, a line each, the newest first.</summary>
    public void Show(string builder, IReadOnlyList<KnownBuild> builds)
    {
        if (builds.Count == 0)
        {
            reporter.Line($"The builder {builder} knows no build.");
            return;
        }

        var rows = builds.Select(ListedBuild.Of).Select(b => (string[])[b.Profile, b.Arch, Word(b), b.Started.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), b.Run]).ToArray();
        var widths = Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(r => r[i].Length)).ToArray();
        foreach (var row in rows) reporter.Line(string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
    }

    private static string Word(ListedBuild build) => build.ExitCode is { } code ? code == 0 ? "succeeded" : FormattableString.Invariant($"failed ({code})") : build.State;
}
