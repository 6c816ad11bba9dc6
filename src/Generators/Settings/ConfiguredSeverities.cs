using Bivouac.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bivouac.Generators.Settings;

/// <summary>
/// Severities as .editorconfig, .globalconfig and the project file set them, in the compiler's own order: NoWarn and
/// WarningsAsErrors, the rule's key for the file, its key for all files, its category's key, TreatWarningsAsErrors.
/// </summary>
internal sealed class ConfiguredSeverities(CompilationOptions compilation, AnalyzerConfigOptionsProvider options)
{
    /// <summary>How severe the rule's findings are; null when they are not shown.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="tree">The file that they stand in; null for one that is no C#.</param>
    public Severity? Of(RuleDescriptor rule, SyntaxTree? tree)
    {
        // Warnings of analyzers and what is less are of level 1.
        if (rule.Severity != Severity.Error && compilation.WarningLevel < 1) return null;
        var isSpecified = compilation.SpecificDiagnosticOptions.TryGetValue(rule.Id, out var report);
        var isNoError = isSpecified && report == ReportDiagnostic.Default;
        if (!isSpecified || isNoError)
        {
            report = OfFile(rule, tree) is { } configured && !(isNoError && configured == ReportDiagnostic.Error) ? configured : ReportDiagnostic.Default;
            if (report == ReportDiagnostic.Default) report = Reports.Of(rule.Severity);
            if (report == ReportDiagnostic.Warn && !isNoError && compilation.GeneralDiagnosticOption == ReportDiagnostic.Error) report = ReportDiagnostic.Error;
        }

        return Reports.SeverityOf(report);
    }

    private ReportDiagnostic? OfFile(RuleDescriptor rule, SyntaxTree? tree)
    {
        if (compilation.SyntaxTreeOptionsProvider is { } provider)
        {
            if (tree is not null && provider.TryGetDiagnosticValue(tree, rule.Id, default, out var ofTree)) return ofTree;
            if (provider.TryGetGlobalDiagnosticValue(rule.Id, default, out var ofAll)) return ofAll;
        }

        // Keys for a category or for all rules count in C# files alone.
        if (tree is null) return null;
        var values = options.GetOptions(tree);
        return values.TryGetValue("dotnet_analyzer_diagnostic.category-" + rule.CompilerCategory + ".severity", out var word) || values.TryGetValue("dotnet_analyzer_diagnostic.severity", out word)
            ? Reports.Of(word)
            : null;
    }
}
