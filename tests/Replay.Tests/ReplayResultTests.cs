using System.Linq;
using Bivouac.Replay.Tests.Harness;
using Bivouac.Versioning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Shouldly;
using Xunit;

namespace Bivouac.Replay.Tests;

public sealed class ReplayResultTests
{
    [Fact]
    public void Two_replays_of_the_same_source_are_equal()
    {
        const string Source = "using Bivouac; [LiveCd(\"a b\")] partial class X { static void Define(LiveCdBuilder iso) => iso.Hostname(\"x\").File(\"/tmp/a\", Versions.GoVersion).Apks(\"c\", \"d\"); }";

        var first = TestProject.Replay(TestProject.WithVersions(TestProject.Compile(Source)));
        var second = TestProject.Replay(TestProject.WithVersions(TestProject.Compile(Source, "class Unrelated { }")));

        second.ShouldBe(first);
        second.GetHashCode().ShouldBe(first.GetHashCode());
        second.ModelFindings().ShouldBe(first.ModelFindings());
        first.ModelFindings().Select(f => f.Rule.Id).ShouldBe(["BIV0101", "BIV0102", "BIV0301"]);
    }

    [Fact]
    public void A_result_says_which_keys_of_VERSIONS_are_used()
    {
        var result = TestProject.Replay(TestProject.WithVersions(TestProject.Compile("""
            using Bivouac;
            static class C { public const string A = Versions.Values.GoVersion + "-a"; public static void F(LiveCdBuilder b, string v = Versions.Values.Kernel) { } }
            [LiveCd] partial class X { static void Define(LiveCdBuilder iso) { iso.Title(C.A).Alpine(Versions.AlpineBranch); C.F(iso); iso.Hostname(nameof(Versions.Unused)); } }
            """), TestProject.Versions + "\nUNUSED=1\n"), versions: TestProject.Versions + "\nUNUSED=1\n");

        result.UsedKeys.ShouldBe(["ALPINE_BRANCH", "GO_VERSION", "KERNEL"]);
    }

    [Fact]
    public void A_project_with_its_own_class_Versions_is_replayed_against_that()
    {
        var compilation = TestProject.Compile(VersionsClass.Print(VersionsFile.Parse(TestProject.Versions)), "using Bivouac; [LiveCd] partial class X { static void Define(LiveCdBuilder iso) => iso.Title(Versions.GoVersion); }");

        TestProject.WithVersions(compilation).ShouldBeSameAs(compilation);
        TestProject.Replay(compilation).Model!.Title!.IsSymbolic.ShouldBeTrue();
    }

    [Fact]
    public void A_Bivouac_of_another_version_is_a_finding_of_its_own()
    {
        var other = CSharpCompilation.Create("Bivouac", [CSharpSyntaxTree.ParseText("""
            [assembly: System.Reflection.AssemblyVersion("9.8.7.6")]
            namespace Bivouac { public class LiveCdAttribute : System.Attribute { } public class LiveCdBuilder { } public class PinnedVersion(string k, string v) { } }
            """, cancellationToken: TestContext.Current.CancellationToken)], Basic.Reference.Assemblies.Net100.References.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var compilation = TestProject.Compile("using Bivouac; [LiveCd] partial class X { static void Define(LiveCdBuilder iso) { } }")
            .WithReferences([.. Basic.Reference.Assemblies.Net100.References.All, other.ToMetadataReference()]);

        var result = TestProject.Replay(TestProject.WithVersions(compilation));

        result.Model.ShouldBeNull();
        result.Findings.ShouldHaveSingleItem().Message.ShouldStartWith("the project references Bivouac.dll 9.8.7.6, the analyzers are of version");
        result.Findings[0].Rule.Id.ShouldBe("BIV0007");
    }

    [Fact]
    public void A_member_that_the_analyzers_do_not_know_is_a_finding_of_its_own()
    {
        var version = typeof(LiveCdBuilder).Assembly.GetName().Version;
        var other = CSharpCompilation.Create("Bivouac", [CSharpSyntaxTree.ParseText($$"""
            [assembly: System.Reflection.AssemblyVersion("{{version}}")]
            namespace Bivouac { public class LiveCdAttribute : System.Attribute { } public class LiveCdBuilder { public LiveCdBuilder Newer(string a) => this; public LiveCdBuilder Hostname(string name) => this; } public class PinnedVersion(string k, string v) { } }
            """, cancellationToken: TestContext.Current.CancellationToken)], Basic.Reference.Assemblies.Net100.References.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var (source, spans) = Markup.Parse("using Bivouac; [LiveCd] partial class X { static void Define(LiveCdBuilder iso) => iso.Hostname(\"a\").[|Newer|](\"b\").Hostname(\"c\"); }");

        var result = TestProject.Replay(TestProject.WithVersions(TestProject.Compile(source).WithReferences([.. Basic.Reference.Assemblies.Net100.References.All, other.ToMetadataReference()])));

        result.Findings.ShouldHaveSingleItem().Rule.Id.ShouldBe("BIV0007");
        result.Findings[0].Place.Span.ShouldBe(spans.Single());
    }

    [Theory]
    [InlineData("/a/b", new[] { "/a/VERSIONS", "/a/b/VERSIONS", "/VERSIONS" }, "/a/b/VERSIONS")]
    [InlineData("/a/b/", new[] { "/a/VERSIONS", "/a/c/VERSIONS" }, "/a/VERSIONS")]
    [InlineData("/a/b/", new[] { "/a/b/sub/VERSIONS", "/a/b/VERSIONS" }, "/a/b/VERSIONS")]
    [InlineData("C:\\a\\b\\", new[] { "C:\\VERSIONS", "C:\\a\\VERSIONS" }, "C:\\a\\VERSIONS")]
    [InlineData(null, new[] { "/b/VERSIONS", "/a/VERSIONS" }, "/a/VERSIONS")]
    public void Of_several_VERSIONS_the_nearest_counts(string? folder, string[] paths, string expected) =>
        VersionsSource.Nearest(paths, folder).ShouldBe(expected);

    [Theory]
    [InlineData("VERSIONS", true)]
    [InlineData("/a/VERSIONS", true)]
    [InlineData("C:\\a\\VERSIONS", true)]
    [InlineData("/a/MYVERSIONS", false)]
    [InlineData("/a/versions", false)]
    public void VERSIONS_is_known_by_its_name(string path, bool expected) => VersionsSource.IsVersions(path).ShouldBe(expected);
}
