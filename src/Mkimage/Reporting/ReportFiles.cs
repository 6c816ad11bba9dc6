using System;
using System.IO;
using System.Text.Json;
using Bivouac.Mkimage.Files;
using Bivouac.Mkimage.Reporting.Html;
using Bivouac.Mkimage.Reporting.Records;

namespace Bivouac.Mkimage.Reporting;

/// <summary>Writes what tells of a build beside its image: <c>NAME.iso.build.json</c> for programs, <c>NAME.iso.html</c> for people.</summary>
internal static class ReportFiles
{
    /// <summary>Writes both; older ones are replaced as a whole.</summary>
    /// <param name="outcome">The build.</param>
    /// <exception cref="DriverException">They cannot be written (<see cref="ExitCode.Unexpected"/>); the image is good all the same.</exception>
    public static void Write(BuildOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        var iso = outcome.Report.IsoPath;
        try
        {
            AtomicFile.Write(RecordPath(iso), JsonSerializer.Serialize(outcome.Record, RecordJson.Default.BuildRecord) + "\n");
            AtomicFile.Write(PagePath(iso), HtmlReport.Of(outcome));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DriverException(ExitCode.Unexpected, $"The report cannot be written beside {iso}", e.Message.TrimEnd('.'), "The image is good and stays. Make room or grant access, then run it again.", e);
        }
    }

    /// <summary>Where the record of an ISO's build stands.</summary>
    public static string RecordPath(string iso) => iso + ".build.json";

    /// <summary>Where the page about an ISO stands.</summary>
    public static string PagePath(string iso) => iso + ".html";
}
