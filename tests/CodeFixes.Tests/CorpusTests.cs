using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Threading.Tasks;
using Bivouac.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using Shouldly;
using Xunit;

namespace Bivouac.CodeFixes.Tests;

/// <summary>The corpus of wrong definitions: what is found where, what it says, and the code after the repair.</summary>
public sealed class CorpusTests
{
    private static readonly string Folder = Path.Combine(
        typeof(CorpusTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!, "tests", "CodeFixes.Tests", "Corpus");

    public static TheoryData<string> Names { get; } = new(Directory.GetFiles(Folder, "*.txt").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public Task A_wrong_definition_is_found_and_repaired(string name)
    {
        var wrong = new CorpusCase(Path.Combine(Folder, name + ".txt"));
        wrong.Says.ShouldContain(s => s.Id == name.Substring(0, 7), "the case must show the rule that it is called after");
        var test = new CorpusTest(wrong);
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Every_rule_has_a_wrong_definition()
    {
        // What is not in the definition: lines of VERSIONS have tests of their own beside the analyzer, and no project of a test has two versions of Bivouac.
        string[] elsewhere = ["BIV0007", "BIV0202", "BIV0203", "BIV0205"];
        var ids = new LiveCdAnalyzer().SupportedDiagnostics.Select(d => d.Id).Except(elsewhere);
        ids.Except(Names.Select(n => ((string)n).Substring(0, 7))).ShouldBeEmpty();
    }

    private sealed class CorpusTest : CSharpCodeFixTest<LiveCdAnalyzer, MakePartialCodeFix, DefaultVerifier>
    {
        /// <summary>As files of a project are. A repair must leave it so: a shell takes the mark as part of the first key.</summary>
        private static readonly UTF8Encoding NoByteOrderMark = new(encoderShouldEmitUTF8Identifier: false);

        public CorpusTest(CorpusCase wrong)
        {
            ReferenceAssemblies = new ReferenceAssemblies("net10.0");
            CompilerDiagnostics = CompilerDiagnostics.None;
            TestBehaviors |= TestBehaviors.SkipSuppressionCheck;
            TestCode = wrong.Wrong;
            foreach (var (mark, id, message) in wrong.Says)
                TestState.ExpectedDiagnostics.Add(new DiagnosticResult(new LiveCdAnalyzer().SupportedDiagnostics.Single(d => d.Id == id)).WithLocation(mark).WithMessage(message));
            Configure(TestState, wrong.Files);
            if (wrong.Fixed is null) return;
            FixedCode = wrong.Fixed;
            Configure(FixedState, wrong.FixedFiles);
        }

        /// <summary>All that the assembly exports, as an IDE loads them.</summary>
        protected override IEnumerable<CodeFixProvider> GetCodeFixProviders() => typeof(MakePartialCodeFix).Assembly.GetTypes()
            .Where(t => t.IsDefined(typeof(ExportCodeFixProviderAttribute)))
            .OrderBy(t => t.Name, StringComparer.Ordinal)
            .Select(t => (CodeFixProvider)Activator.CreateInstance(t)!);

        private static void Configure(ProjectState state, IEnumerable<KeyValuePair<string, string>> files)
        {
            state.AdditionalReferences.AddRange(Basic.Reference.Assemblies.Net100.References.All);
            state.AdditionalReferences.Add(typeof(LiveCdBuilder).Assembly);
            foreach (var file in files) state.AdditionalFiles.Add(("/project/" + file.Key, SourceText.From(file.Value, NoByteOrderMark)));
            state.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\nbuild_property.ProjectDir = /project/\n"));
        }
    }
}
