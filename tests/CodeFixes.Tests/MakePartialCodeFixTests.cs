using System.Threading.Tasks;
using Bivouac.Analyzers;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Xunit;

namespace Bivouac.CodeFixes.Tests;

public sealed class MakePartialCodeFixTests
{
    private const string Body = "{ static void Define(Bivouac.LiveCdBuilder iso) => iso.Arch(Bivouac.Arch.X86_64).Hostname(\"a\"); }";

    [Theory]
    [InlineData("[Bivouac.LiveCd] public static class [|Rescue|]", "[Bivouac.LiveCd] public static partial class Rescue")]
    [InlineData("[Bivouac.LiveCd] class [|Rescue|]", "[Bivouac.LiveCd] partial class Rescue")]
    [InlineData("[Bivouac.LiveCd]\n// why\nclass [|Rescue|]", "[Bivouac.LiveCd]\n// why\npartial class Rescue")]
    [InlineData("[Bivouac.LiveCd] record [|Rescue|]", "[Bivouac.LiveCd] partial record Rescue")]
    public Task A_class_is_made_partial(string before, string after) => Check(before + "\n" + Body, after + "\n" + Body);

    [Fact]
    public Task A_class_without_modifiers_keeps_the_comment_above_it() => Check(
        "using Bivouac;\n\n// The rescue image.\n[LiveCd]\nclass [|Rescue|]\n" + Body,
        "using Bivouac;\n\n// The rescue image.\n[LiveCd]\npartial class Rescue\n" + Body);

    [Fact]
    public Task All_classes_of_a_document_are_made_partial_at_once() => Check(
        "using Bivouac;\nclass [|Outer|]\n{\n    [LiveCd]\n    internal class [|A|] " + Body + "\n}\n\n[LiveCd]\npublic class [|B|] " + Body,
        "using Bivouac;\npartial class Outer\n{\n    [LiveCd]\n    internal partial class A " + Body + "\n}\n\n[LiveCd]\npublic partial class B " + Body);

    private static Task Check(string before, string after)
    {
        var test = new CSharpCodeFixTest<LiveCdAnalyzer, MakePartialCodeFix, DefaultVerifier>
        {
            TestCode = before,
            FixedCode = after,
            ReferenceAssemblies = new ReferenceAssemblies("net10.0"),
            MarkupOptions = MarkupOptions.UseFirstDescriptor,
        };
        foreach (var state in new[] { test.TestState, test.FixedState })
        {
            state.AdditionalReferences.AddRange(Basic.Reference.Assemblies.Net100.References.All);
            state.AdditionalReferences.Add(typeof(LiveCdBuilder).Assembly);
        }

        test.SolutionTransforms.Add((solution, project) => solution.WithProjectParseOptions(project, new CSharpParseOptions(LanguageVersion.CSharp14)));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }
}
