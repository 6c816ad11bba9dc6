using System.Threading.Tasks;
using Bivouac.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis.Testing;
using Xunit;

namespace Bivouac.Analyzers.Tests;

public sealed class VersionsAnalyzerTests
{
    private const string Good = "using Bivouac; [LiveCd] partial class Good { static void Define(LiveCdBuilder iso) => iso.Arch(Arch.X86_64).Hostname(\"a\"); }";

    [Fact]
    public Task BIV0202_and_BIV0203_stand_on_the_line() => LiveCdTest.Check("ALPINE_VERSION=3.21\n{|BIV0202:go=1|}\n{|BIV0203:ALPINE_VERSION=3.22|}\n{|BIV0202:B=$(x)|}\n", Good);

    [Fact]
    public Task BIV0205_a_key_is_used_by_nothing() => LiveCdTest.Check("ALPINE_VERSION=3.21\n# note\n{|BIV0205:GO_VERSION=1.23.6|}\n", Good);

    [Fact]
    public Task A_file_above_the_project_may_be_shared_and_has_no_unused_keys() => LiveCdTest.CheckProject(CompilerDiagnostics.None, [new("/VERSIONS", "GO_VERSION=1.23.6\n")], Good);

    [Theory]
    [InlineData("class C { object X = Versions.GoVersion; }")]
    [InlineData("class C { const string X = Versions.Values.GoVersion; }")]
    [InlineData("class C { const string X = global::Versions.Values.GoVersion; }")]
    [InlineData("[System.Obsolete(Versions.Values.GoVersion)] class C { }")]
    [InlineData("class C { string X = nameof(Versions.GoVersion); }")]
    [InlineData("class C { void M(string x = Versions.Values.GoVersion) { } }")]
    [InlineData("class C { static string X(string y) => y switch { Versions.Values.GoVersion => \"a\", _ => \"b\" }; }")]
    [InlineData("namespace N { using static Versions; class C { object X = GoVersion; } }")]
    [InlineData("namespace N { using static Versions.Values; class C { object X = GoVersion; } }")]
    [InlineData("namespace N { using V = Versions; class C { object X = V.GoVersion; } }")]
    public Task A_key_that_any_code_uses_is_used(string source) => LiveCdTest.Check("GO_VERSION=1.23.6\n", CompilerDiagnostics.Errors, Good, source);

    [Fact]
    public Task Without_images_no_key_is_unused() => LiveCdTest.Check("GO_VERSION=1.23.6\n", "class X { }");

    [Fact]
    public Task BIV0204_a_key_is_not_defined() => LiveCdTest.Check("GO_VERSION=1.23.6\n", """
        using Bivouac;
        [LiveCd] partial class X { static void Define(LiveCdBuilder iso) => iso.Arch(Arch.X86_64).Hostname("a").Title(Versions.GoVersion).Alpine({|BIV0204:Versions.Missing|}); }
        class Y { string A = {|BIV0204:Versions.Values.Missing|}; object B = Versions.GoVersion; object C = {|BIV0204:global::Versions.Also|}; }
        """);

    [Fact]
    public async Task BIV0204_names_keys_that_are_near()
    {
        await LiveCdTest.Check("GO_VERSION=1.23.6\n", new DiagnosticResult(Descriptors.Of(Versioning.VersionsRules.Undefined)).WithLocation(0)
            .WithArguments("GoVersio", "VERSIONS has no such key (near: GoVersion)", "GO_VERSIO"), Good + " class Y { object A = {|#0:Versions.GoVersio|}; object B = Versions.GoVersion; }");
    }

    [Fact]
    public async Task BIV0204_says_that_there_is_no_file()
    {
        await LiveCdTest.Check(null, new DiagnosticResult(Descriptors.Of(Versioning.VersionsRules.Undefined)).WithLocation(0)
            .WithArguments("GoVersion", "there is no file VERSIONS in the project's folder or above it", "GO_VERSION"), Good + " class Y { object A = {|#0:Versions.GoVersion|}; }");
    }

    [Fact]
    public Task BIV0206_a_version_becomes_plain_text() => LiveCdTest.Check("GO_VERSION=1.23.6\n", """
        using Bivouac;
        [LiveCd] partial class X { static void Define(LiveCdBuilder iso) => iso.Arch(Arch.X86_64).Hostname($"go-{{|BIV0206:Versions.GoVersion|}}").VolumeLabel($"{Versions.Values.GoVersion}"); }
        """);
}
