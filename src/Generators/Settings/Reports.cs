using Bivouac.Rules;
using Microsoft.CodeAnalysis;

namespace Bivouac.Generators.Settings;

/// <summary>The compiler's words for severities and ours.</summary>
internal static class Reports
{
    /// <summary>The compiler's word for a severity.</summary>
    public static ReportDiagnostic Of(Severity severity) => severity switch
    {
        Severity.Error => ReportDiagnostic.Error,
        Severity.Warning => ReportDiagnostic.Warn,
        _ => ReportDiagnostic.Info,
    };

    /// <summary>The compiler's word for one of an .editorconfig; null for one that it does not know.</summary>
    public static ReportDiagnostic? Of(string word) => word.Trim().ToLowerInvariant() switch
    {
        "default" => ReportDiagnostic.Default,
        "error" => ReportDiagnostic.Error,
        "warning" => ReportDiagnostic.Warn,
        "suggestion" => ReportDiagnostic.Info,
        "silent" or "refactoring" => ReportDiagnostic.Hidden,
        "none" => ReportDiagnostic.Suppress,
        _ => null,
    };

    /// <summary>Our word; null for what nobody is shown.</summary>
    public static Severity? SeverityOf(ReportDiagnostic report) => report switch
    {
        ReportDiagnostic.Error => Severity.Error,
        ReportDiagnostic.Warn => Severity.Warning,
        ReportDiagnostic.Info => Severity.Info,
        _ => null,
    };
}
