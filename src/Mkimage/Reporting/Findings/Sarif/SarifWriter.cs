using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bivouac.Mkimage.Project;
using Bivouac.Rules;

namespace Bivouac.Mkimage.Reporting.Findings.Sarif;

/// <summary>Writes findings as SARIF 2.1.0, as GitHub and others read it for code scanning.</summary>
internal static class SarifWriter
{
    /// <summary>Quotes and letters of all languages as they are: it is read by people too, and never becomes a part of a web page.</summary>
    private static readonly SarifJsonContext Readable = new(new JsonSerializerOptions(SarifJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Stands for the folder that paths are relative to: that of the repository.</summary>
    private const string Root = "%SRCROOT%";

    /// <summary>One log with one run, indented.</summary>
    public static string Write(FindingsReport report)
    {
        var rules = report.Findings.Select(f => f.Rule).DistinctBy(r => r.Id).OrderBy(r => r.Id, StringComparer.Ordinal).ToArray();
        var root = RepositoryRoot(report.ProjectFolder);
        var run = new SarifRun(
            new(new("Bivouac", report.Version, "https://github.com/bivouac-linux/bivouac", [.. rules.Select(Describe)])),
            [new(ExecutionSuccessful: true)],
            new Dictionary<string, SarifArtifactLocation>(StringComparer.Ordinal) { [Root] = new(new Uri(root + "/").AbsoluteUri) },
            "utf16CodeUnits",
            [.. report.Findings.Select(f => Result(f, Array.FindIndex(rules, r => r.Id == f.Rule.Id), report.ProjectFolder, root))]);
        return JsonSerializer.Serialize(new("https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", [run]), Readable.SarifLog);
    }

    private static SarifReportingDescriptor Describe(RuleDescriptor rule) => new(
        rule.Id,
        Pascal(rule.Title),
        new(rule.Title),
        new(rule.Title + "."),
        new("Explained at " + rule.HelpLink),
        rule.HelpLink,
        new(Level(rule.Severity)),
        new(rule.Category, rule.Category == "Security" ? ["security"] : []));

    private static SarifResult Result(ProjectFinding finding, int rule, string projectFolder, string root)
    {
        SarifLocation[] locations = finding.File is null
            ? []
            : [new(new(Location(Path.GetFullPath(finding.File, projectFolder), root), finding.Line > 0 ? new(finding.Line, finding.Column) : null))];
        return new(finding.Rule.Id, rule, Level(finding.Severity), new(finding.Message), locations, new(finding.Profiles));
    }

    /// <summary>Relative to the repository, so that the log means the same on every machine; a file outside of it by its whole path.</summary>
    private static SarifArtifactLocation Location(string path, string root)
    {
        var relative = Path.GetRelativePath(root, path).Replace('\\', '/');
        return relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative)
            ? new(new Uri(path).AbsoluteUri)
            : new(string.Join('/', relative.Split('/').Select(Uri.EscapeDataString)), Root);
    }

    /// <summary>The folder with <c>.git</c> (a file in a work tree of git's), else the project's.</summary>
    private static string RepositoryRoot(string projectFolder)
    {
        for (var at = projectFolder; at is not null; at = Path.GetDirectoryName(at))
            if (Path.Exists(Path.Combine(at, ".git"))) return at.TrimEnd('/', '\\');
        return projectFolder.TrimEnd('/', '\\');
    }

    private static string Level(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };

    /// <summary>§3.49.7: a name that reads as one word.</summary>
    private static string Pascal(string title) =>
        string.Concat(title.Split([' ', '-', '/', '.', ',', '\''], StringSplitOptions.RemoveEmptyEntries).Select(w => char.ToUpperInvariant(w[0]) + (w.All(char.IsUpper) ? w[1..].ToLowerInvariant() : w[1..])));
}

/// <summary>Serializes <see cref="SarifLog"/>.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NewLine = "\n", DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SarifLog))]
internal sealed partial class SarifJsonContext : JsonSerializerContext;
