using System;
using System.IO;
using Bivouac.Mkimage.Files;
using Bivouac.Mkimage.Reporting.Findings.Sarif;

namespace Bivouac.Mkimage.Reporting.Findings;

/// <summary>Writes what <c>check</c> has to say, on the console and into a file.</summary>
internal sealed class FindingsWriter(Reporter reporter)
{
    /// <summary>Writes a report on the console; JSON and SARIF are all that is written then.</summary>
    public void Show(FindingsReport report, FindingsFormat format)
    {
        if (format != FindingsFormat.Text)
        {
            reporter.Line(Print(report, format));
            return;
        }

        foreach (var finding in report.Findings) reporter.Finding(finding, report.ProjectFolder);
        reporter.Line(Counted.Of(report.Images.Count, "image") + " checked: " + FindingCounts.Of(report.Findings) + ".");
    }

    /// <summary>The format that a file's ending asks for.</summary>
    /// <exception cref="DriverException">It is neither <c>.json</c> nor <c>.sarif</c> (<see cref="ExitCode.Usage"/>).</exception>
    public static FindingsFormat FormatOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".json" => FindingsFormat.Json,
        ".sarif" => FindingsFormat.Sarif,
        _ => throw new DriverException(ExitCode.Usage, $"The report '{path}' cannot be written", "its ending says in which format, and it is neither .json nor .sarif", "Call it check.sarif for code scanning, or check.json."),
    };

    /// <summary>Writes a report into a file.</summary>
    /// <exception cref="DriverException">It cannot be written (<see cref="ExitCode.Usage"/>).</exception>
    public static void Save(FindingsReport report, string path)
    {
        try
        {
            AtomicFile.Write(path, Print(report, FormatOf(path)) + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DriverException(ExitCode.Usage, $"The report '{path}' cannot be written", e.Message.TrimEnd('.'), "Name a file in a folder that you may write to.", e);
        }
    }

    private static string Print(FindingsReport report, FindingsFormat format) =>
        format == FindingsFormat.Sarif ? SarifWriter.Write(report) : FindingsJson.Write(report);
}
