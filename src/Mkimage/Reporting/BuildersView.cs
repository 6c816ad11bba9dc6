using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Bivouac.Mkimage.Builders.Stores;

namespace Bivouac.Mkimage.Reporting;

/// <summary>Shows provisioned builders to a person.</summary>
internal sealed class BuildersView(Reporter reporter)
{
    /// <summary>A line each, what builds would use marked with a star.</summary>
    public void Show(IReadOnlyCollection<ProvisionedBuilder> builders)
    {
        if (builders.Count == 0)
        {
            reporter.Line("No builder has been made on this machine.");
            return;
        }

        string[][] rows =
        [
            ["", "NAME", "WHAT", "ALPINE", "SIZE", "LAST USED", "MIRROR"],
            .. builders.Select(static b => (string[])
            [
                b.IsCurrent ? "*" : "",
                b.Name,
                b.Kind,
                b.Release is null ? "-" : $"{b.Release} {b.Arch}",
                b.Bytes is { } bytes ? Sizes.Of(bytes) : "-",
                b.LastUsed is { } time ? time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "-",
                b.Mirror ?? "-",
            ]),
        ];
        var widths = Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(r => r[i].Length)).ToArray();
        foreach (var row in rows)
            reporter.Line(string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
        var total = builders.Sum(static b => b.Bytes ?? 0);
        reporter.Line($"{Counted.Of(builders.Count, "builder")}, {Sizes.Of(total)} in all; * is what builds with the present pins and options use.");
    }
}
