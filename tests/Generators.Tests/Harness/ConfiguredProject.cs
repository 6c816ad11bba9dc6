using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Generators.Settings;
using Bivouac.Replay;
using Bivouac.Rules.Settings;
using Bivouac.Versioning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Bivouac.Generators.Tests.Harness;

/// <summary>A project of one definition with config files, which the compiler itself reads.</summary>
internal sealed class ConfiguredProject
{
    private readonly CSharpCompilation _compilation;
    private readonly AnalyzerConfigOptionsProvider _options;
    private readonly SyntaxTree _tree;

    public ConfiguredProject(string source, string? editorConfig = null, string? globalConfig = null, CSharpCompilationOptions? options = null)
    {
        _tree = CSharpSyntaxTree.ParseText(SourceText.From(source), GeneratorProject.ParseOptions, "/project/Images/Rescue.cs");
        var configs = new List<AnalyzerConfig>();
        if (editorConfig is not null) configs.Add(AnalyzerConfig.Parse(editorConfig, "/project/.editorconfig"));
        if (globalConfig is not null) configs.Add(AnalyzerConfig.Parse("is_global = true\n" + globalConfig, "/project/.globalconfig"));
        var set = AnalyzerConfigSet.Create(configs);
        _options = new ConfigOptions(set);
        _compilation = CSharpCompilation.Create(
            "Project",
            [_tree],
            GeneratorProject.References,
            (options ?? new(OutputKind.DynamicallyLinkedLibrary)).WithSyntaxTreeOptionsProvider(new TreeOptions(set)));
    }

    /// <summary>What the generator tells the driver.</summary>
    public FindingSettings Settings()
    {
        var session = new ReplaySession(ReplaySession.WithVersions(_compilation, VersionsFile.Empty, default), VersionsFile.Empty);
        var type = session.Compilation.Assembly.GetTypeByMetadataName("Rescue")!;
        var settings = new SettingsReader(_compilation, _options).Read(session.Replay(type, default), type, default);
        return FindingSettings.Parse(settings.Select(s => (s with { File = s.File.Replace("/project/", "") }).ToString()).ToArray());
    }

    /// <summary>What the compiler makes of findings of all rules in each of some lines and in a file that is no C#: their severity by rule and line (0 there).</summary>
    public async Task<IReadOnlyDictionary<(string Id, int Line), DiagnosticSeverity>> CompilerAsync(IReadOnlyList<int> lines)
    {
        var analyzer = new ReportEverywhere(_tree, lines);
        var diagnostics = await _compilation.WithAnalyzers([analyzer], new AnalyzerOptions([], _options)).GetAnalyzerDiagnosticsAsync();
        return diagnostics
            .Where(d => !d.IsSuppressed && d.Severity != DiagnosticSeverity.Hidden)
            .ToDictionary(d => (d.Id, d.Location.IsInSource ? d.Location.GetLineSpan().StartLinePosition.Line + 1 : 0), d => d.Severity);
    }

    /// <summary>A double of the rules: it finds something of each rule in each line.</summary>
#pragma warning disable RS1001, RS1036, RS1038 // no analyzer for users
    private sealed class ReportEverywhere(SyntaxTree tree, IReadOnlyList<int> lines) : DiagnosticAnalyzer
#pragma warning restore RS1001, RS1036, RS1038
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [
            .. KnownRules.All.Select(r => new DiagnosticDescriptor(r.Id, r.Title, r.Title, r.CompilerCategory, (DiagnosticSeverity)((int)r.Severity + 1), isEnabledByDefault: true)),
        ];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterCompilationAction(c =>
            {
                foreach (var descriptor in SupportedDiagnostics)
                {
                    foreach (var line in lines)
                        c.ReportDiagnostic(Diagnostic.Create(descriptor, Location.Create(tree, TextSpan.FromBounds(tree.GetText().Lines[line - 1].End - 1, tree.GetText().Lines[line - 1].End))));
                    c.ReportDiagnostic(Diagnostic.Create(descriptor, Location.Create("/project/VERSIONS", default, default)));
                }
            });
        }
    }

    private sealed class TreeOptions(AnalyzerConfigSet set) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.NotGenerated;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            set.GetOptionsForSourcePath(tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            set.GlobalConfigOptions.TreeOptions.TryGetValue(diagnosticId, out severity);
    }

    private sealed class ConfigOptions(AnalyzerConfigSet set) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(set.GlobalConfigOptions.AnalyzerOptions);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values(set.GetOptionsForSourcePath(tree.FilePath).AnalyzerOptions);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values(set.GetOptionsForSourcePath(textFile.Path).AnalyzerOptions);
    }

    private sealed class Values(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value) => values.TryGetValue(key, out value!);
    }
}
