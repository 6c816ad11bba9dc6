using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using Bivouac.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace Bivouac.Analyzers.Tests.Harness;

/// <summary>A project as the compiler sees it: the generator runs, then the analyzer.</summary>
internal sealed class LiveCdTest : CSharpAnalyzerTest<LiveCdAnalyzer, DefaultVerifier>
{
    private static readonly (string, string) ProjectFolder = ("/.globalconfig", "is_global = true\nbuild_property.ProjectDir = /project/\n");

    private LiveCdTest()
    {
        ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        TestState.AdditionalReferences.AddRange(Basic.Reference.Assemblies.Net100.References.All);
        TestState.AdditionalReferences.Add(typeof(LiveCdBuilder).Assembly);
        // What can be suppressed is tested by itself.
        TestBehaviors |= TestBehaviors.SkipGeneratedSourcesCheck | TestBehaviors.SkipSuppressionCheck;
    }

    /// <summary>Checks marked source: <c>{|ID:...|}</c> is where a finding is expected.</summary>
    public static Task Check(string? versions, params string[] sources) => Check(versions, CompilerDiagnostics.None, [], sources);

    public static Task Check(string? versions, DiagnosticResult expected, params string[] sources) => Check(versions, CompilerDiagnostics.None, [expected], sources);

    public static Task Check(string? versions, CompilerDiagnostics compiler, params string[] sources) => Check(versions, compiler, [], sources);

    /// <summary>Checks source in a project with files.</summary>
    /// <param name="compiler">Which of the compiler's own findings count.</param>
    /// <param name="files">The files by their paths, absolute or in the project.</param>
    /// <param name="source">The source.</param>
    public static async Task CheckProject(CompilerDiagnostics compiler, IEnumerable<KeyValuePair<string, string>> files, string source)
    {
        var test = new LiveCdTest { CompilerDiagnostics = compiler };
        test.TestState.Sources.Add(source);
        foreach (var file in files) test.TestState.AdditionalFiles.Add((Path.Combine("/project/", file.Key), file.Value));
        test.TestState.AnalyzerConfigFiles.Add(ProjectFolder);
        await test.RunAsync();
    }

    private static async Task Check(string? versions, CompilerDiagnostics compiler, DiagnosticResult[] expected, string[] sources)
    {
        var test = new LiveCdTest { CompilerDiagnostics = compiler };
        test.ExpectedDiagnostics.AddRange(expected);
        foreach (var source in sources) test.TestState.Sources.Add(source);
        if (versions is not null) test.TestState.AdditionalFiles.Add(("/project/VERSIONS", versions));
        test.TestState.AnalyzerConfigFiles.Add(ProjectFolder);
        await test.RunAsync();
    }

    protected override IEnumerable<Type> GetSourceGenerators() => [typeof(LiveCdGenerator)];

    protected override ParseOptions CreateParseOptions() => new CSharpParseOptions(LanguageVersion.CSharp14, DocumentationMode.Diagnose);
}
