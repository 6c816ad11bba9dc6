using System.Collections.Immutable;
using System.Linq;
using Bivouac.Analyzers.Inputs;
using Bivouac.Replay;
using Bivouac.Versioning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bivouac.Analyzers;

/// <summary>Shows what the replay and the rules find in classes marked with [LiveCd] and in VERSIONS.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LiveCdAnalyzer : DiagnosticAnalyzer
{
    private static readonly SourceTextValueProvider<VersionsFile> VersionsReader = new(text => VersionsFile.Parse(text.ToString()));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        if (context.Compilation.GetTypeByMetadataName(typeof(LiveCdAttribute).FullName!) is null) return;
        var text = VersionsFileOf(context.Options);
        var file = text?.GetText(context.CancellationToken) is { } source && context.TryGetValue(source, VersionsReader, out var parsed) ? parsed : VersionsFile.Empty;
        var analysis = new CompilationAnalysis(
            context.Compilation,
            new VersionsSource(text?.Path, file, text is not null && VersionsSource.IsOutside(text.Path, FolderOf(context.Options))),
            new CompilerFiles(context.Options.AdditionalFiles, FolderOf(context.Options), context.CancellationToken),
            CompilerIndexes.Of(context.Options.AdditionalFiles, FolderOf(context.Options), context.CancellationToken),
            context.CancellationToken);

        context.RegisterSymbolAction(analysis.AnalyzeType, SymbolKind.NamedType);
        context.RegisterSyntaxNodeAction(analysis.AnalyzeMemberAccess, SyntaxKind.SimpleMemberAccessExpression, SyntaxKind.IdentifierName);
        context.RegisterAdditionalFileAction(c =>
        {
            if (c.AdditionalFile.Path == text?.Path) ReportProblems(c, file);
        });
        context.RegisterCompilationEndAction(c => analysis.Finish(c, text?.GetText(c.CancellationToken)));
    }

    private static AdditionalText? VersionsFileOf(AnalyzerOptions options)
    {
        var texts = options.AdditionalFiles.Where(f => VersionsSource.IsVersions(f.Path)).ToArray();
        var nearest = VersionsSource.Nearest(texts.Select(t => t.Path), FolderOf(options));
        return texts.FirstOrDefault(t => t.Path == nearest);
    }

    private static string? FolderOf(AnalyzerOptions options) => ProjectFolder.Of(options.AnalyzerConfigOptionsProvider.GlobalOptions);

    private static void ReportProblems(AdditionalFileAnalysisContext context, VersionsFile file)
    {
        if (context.AdditionalFile.GetText(context.CancellationToken) is not { } text) return;
        foreach (var problem in file.Problems)
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(problem.Rule), VersionsLocation.Of(context.AdditionalFile.Path, text, problem.Line), problem.Arguments.ToArray<object>()));
    }
}
