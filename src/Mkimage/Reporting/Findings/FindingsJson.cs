using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bivouac.Mkimage.Project;

namespace Bivouac.Mkimage.Reporting.Findings;

/// <summary>Writes findings as JSON; <c>docs/checking.md</c> describes it.</summary>
internal static class FindingsJson
{
    /// <summary>Quotes and letters of all languages as they are: it is read by people too, and never becomes a part of a web page.</summary>
    private static readonly FindingsJsonContext Readable = new(new JsonSerializerOptions(FindingsJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>One object, indented.</summary>
    public static string Write(FindingsReport report)
    {
        var counts = FindingCounts.Of(report.Findings);
        return JsonSerializer.Serialize(
            new Document(report.Version, report.ProjectFolder, report.Images, counts.Errors, counts.Warnings, counts.Hints, [.. report.Findings.Select(f => Entry.Of(f, report.ProjectFolder))]),
            Readable.Document);
    }

    /// <summary>The whole report.</summary>
    internal sealed record Document(string Version, string Project, IReadOnlyList<string> Images, int Errors, int Warnings, int Hints, IReadOnlyList<Entry> Findings);

    /// <summary>One finding. The file is relative to the project; line and column count from 1 and are null when they are not known.</summary>
    internal sealed record Entry(
        string Id,
        string Title,
        string Severity,
        string Category,
        string Message,
        IReadOnlyList<string> Images,
        string? File,
        int? Line,
        int? Column,
        string HelpLink)
    {
        public static Entry Of(ProjectFinding finding, string projectFolder) => new(
            finding.Rule.Id,
            finding.Rule.Title,
            finding.Severity.ToString().ToLowerInvariant(),
            finding.Rule.Category,
            finding.Message,
            finding.Profiles,
            finding.File is null ? null : Path.GetRelativePath(projectFolder, Path.GetFullPath(finding.File, projectFolder)).Replace('\\', '/'),
            finding.Line > 0 ? finding.Line : null,
            finding.Line > 0 ? finding.Column : null,
            finding.Rule.HelpLink);
    }
}

/// <summary>Serializes <see cref="FindingsJson.Document"/>.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NewLine = "\n")]
[JsonSerializable(typeof(FindingsJson.Document))]
internal sealed partial class FindingsJsonContext : JsonSerializerContext;
