using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Bivouac.Generators.Tests.Harness;

/// <summary>A project in memory that the generator runs on, again and again as an IDE does.</summary>
internal sealed class GeneratorProject
{
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    public static readonly IEnumerable<MetadataReference> References =
        Basic.Reference.Assemblies.Net100.References.All.Append<MetadataReference>(MetadataReference.CreateFromFile(typeof(LiveCdBuilder).Assembly.Location)).ToArray();

    private readonly Dictionary<string, AdditionalText> _texts = [];
    private GeneratorDriver _driver;

    public GeneratorProject(OutputKind kind = OutputKind.DynamicallyLinkedLibrary, bool generateMain = false, string folder = "/project/")
    {
        Compilation = CSharpCompilation.Create("Project", [], References, new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable));
        _driver = CSharpGeneratorDriver.Create(
            [new LiveCdGenerator().AsSourceGenerator()],
            [],
            ParseOptions,
            new Options(new() { ["build_property.ProjectDir"] = folder, ["build_property.BivouacGenerateMain"] = generateMain ? "true" : "false" }),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
    }

    /// <summary>The project without what is generated.</summary>
    public CSharpCompilation Compilation { get; private set; }

    /// <summary>The project with what is generated, after the last run.</summary>
    public Compilation Output { get; private set; } = null!;

    /// <summary>What the last run gave.</summary>
    public GeneratorRunResult Result { get; private set; }

    /// <summary>The generated files by their names.</summary>
    public IReadOnlyDictionary<string, string> Files => Result.GeneratedSources.ToDictionary(s => s.HintName, s => s.SourceText.ToString());

    /// <summary>Errors and warnings of the project with what is generated.</summary>
    public IEnumerable<Diagnostic> Problems => Output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning);

    /// <summary>Writes a C# file, a new one or over an old one.</summary>
    public GeneratorProject Write(string file, string source)
    {
        var tree = CSharpSyntaxTree.ParseText(SourceText.From(source), ParseOptions, "/project/" + file);
        var old = Compilation.SyntaxTrees.FirstOrDefault(t => t.FilePath == tree.FilePath);
        Compilation = old is null ? Compilation.AddSyntaxTrees(tree) : Compilation.ReplaceSyntaxTree(old, tree);
        return this;
    }

    /// <summary>Puts an assembly beside the others.</summary>
    public GeneratorProject Reference(MetadataReference reference)
    {
        Compilation = Compilation.AddReferences(reference);
        return this;
    }

    /// <summary>Writes a file that is no C#.</summary>
    public CountingText WriteText(string path, string content)
    {
        var text = new CountingText(path, content);
        _driver = _texts.TryGetValue(path, out var old) ? _driver.ReplaceAdditionalText(old, text) : _driver.AddAdditionalTexts([text]);
        _texts[path] = text;
        return text;
    }

    /// <summary>Writes the project's VERSIONS.</summary>
    public GeneratorProject Versions(string content)
    {
        WriteText("/project/VERSIONS", content);
        return this;
    }

    /// <summary>Runs the generator.</summary>
    public GeneratorProject Run()
    {
        _driver = _driver.RunGeneratorsAndUpdateCompilation(Compilation, out var output, out _);
        Output = output;
        Result = _driver.GetRunResult().Results.Single();
        if (Result.Exception is not null) throw new InvalidOperationException("the generator failed", Result.Exception);
        return this;
    }

    /// <summary>Why each output of the last run is what it is.</summary>
    public IEnumerable<IncrementalStepRunReason> OutputReasons() =>
        Result.TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs).Select(o => o.Reason);

    /// <summary>Why each value of a step is what it is.</summary>
    public IEnumerable<IncrementalStepRunReason> Reasons(string step) => Result.TrackedSteps[step].SelectMany(s => s.Outputs).Select(o => o.Reason);

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(values);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value) => values.TryGetValue(key, out value!);
    }
}
