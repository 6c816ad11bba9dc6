using System.Threading.Tasks;
using Bivouac.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis.Testing;
using Xunit;

namespace Bivouac.Analyzers.Tests;

public sealed class DefinitionAnalyzerTests
{
    [Fact]
    public Task A_good_definition_has_no_findings_and_compiles() => LiveCdTest.Check("ALPINE_VERSION=3.21\nGO_VERSION=1.23.6\n", CompilerDiagnostics.Warnings, """
        using Bivouac;
        namespace Images;

        [LiveCd]
        internal static partial class Rescue
        {
            private static void Define(LiveCdBuilder iso) => iso
                .Arch(Arch.X86_64)
                .Alpine(Versions.AlpineVersion)
                .Hostname("rescue")
                .Apks("openssh")
                .File("/etc/go", $"{Versions.GoVersion}\n");
        }

        internal static class Program
        {
            public static int Main() => Rescue.Definition.Apks.Count + Rescue.Scripts.Count + Rescue.Image.UsedVersionKeys.Count;
        }
        """);

    [Fact]
    public Task BIV0001_the_class_is_not_partial() => LiveCdTest.Check(null, """
        using Bivouac;
        [LiveCd] public static class {|BIV0001:Rescue|} { static void Define(LiveCdBuilder iso) => iso.Arch(Arch.X86_64).Hostname("a"); }
        """);

    [Fact]
    public Task BIV0001_a_class_around_it_is_not_partial() => LiveCdTest.Check(null, """
        using Bivouac;
        public class {|BIV0001:Outer|} { [LiveCd] public static class {|BIV0001:Rescue|} { static void Define(LiveCdBuilder iso) => iso.Arch(Arch.X86_64).Hostname("a"); } }
        public partial struct Good { [LiveCd("b")] public static partial class Rescue { static void Define(LiveCdBuilder iso) => iso.Arch(Arch.X86_64).Hostname("a"); } }
        """);

    [Theory]
    [InlineData("[LiveCd] partial class {|BIV0002:X|} { }")]
    [InlineData("[LiveCd] partial class X { void {|BIV0002:Define|}(LiveCdBuilder iso) { } }")]
    [InlineData("[LiveCd] partial class X { static int {|BIV0002:Define|}(LiveCdBuilder iso) => 1; }")]
    [InlineData("[LiveCd] partial class X { static void {|BIV0002:Define|}() { } }")]
    [InlineData("[LiveCd] partial class X { static void {|BIV0002:Define|}(LiveCdBuilder iso, int x) { } }")]
    [InlineData("[LiveCd] partial class X { static void {|BIV0002:Define|}(ref LiveCdBuilder iso) { } }")]
    [InlineData("[LiveCd] partial class X { static void {|BIV0002:Define|}<T>(LiveCdBuilder iso) { } }")]
    [InlineData("[LiveCd] partial class X { static async void {|BIV0002:Define|}(LiveCdBuilder iso) { } }")]
    [InlineData("[LiveCd] partial class X { static partial void {|BIV0002:Define|}(LiveCdBuilder iso); }")]
    [InlineData("[LiveCd] partial class {|BIV0002:X|}<T> { static void {|BIV0102:{|BIV0103:Define|}|}(LiveCdBuilder iso) { } }")]
    [InlineData("[LiveCd] file partial class {|BIV0002:X|} { static void {|BIV0102:{|BIV0103:Define|}|}(LiveCdBuilder iso) { } }")]
    [InlineData("[LiveCd] partial class X { static void Define() { } static void Define(LiveCdBuilder iso) => iso.Arch(Arch.X86).Hostname(\"a\"); }")]
    public Task BIV0002_the_method_Define_is_missing_or_of_the_wrong_shape(string source) => LiveCdTest.Check(null, "using Bivouac; " + source);

    [Fact]
    public Task BIV0003_and_BIV0004_stand_on_the_expression() => LiveCdTest.Check(null, """
        using Bivouac;
        [LiveCd] partial class X { static void Define(LiveCdBuilder iso) => iso.Hostname({|BIV0003:System.Environment.MachineName|}).VolumeLabel({|BIV0004:"it's"|}); }
        """);

    [Fact]
    public Task A_finding_in_a_fragment_of_two_images_is_shown_once() => LiveCdTest.Check(
        null,
        "using Bivouac; [LiveCd] partial class A { static void Define(LiveCdBuilder iso) => iso.Arch(Arch.X86_64).Hostname(\"a\").Use(Common.Tools); }",
        "using Bivouac; [LiveCd] partial class B { static void Define(LiveCdBuilder iso) => iso.Arch(Arch.X86_64).Hostname(\"b\").Use(Common.Tools).Use(Common.Bad); }",
        "using Bivouac; [LiveCd] partial class C { static void Define(LiveCdBuilder iso) => iso.Arch(Arch.X86_64).Hostname(\"c\").Use(Common.Bad); }",
        """
        using Bivouac;
        static class Common
        {
            public static void Tools(LiveCdBuilder b) => b.File({|BIV0301:"/tmp/a"|}, "");
            public static void Bad(LiveCdBuilder b) => b.Apks({|BIV0003:System.Environment.MachineName|});
        }
        """);

    [Fact]
    public Task BIV0006_a_profile_name_is_used_twice() => LiveCdTest.Check(null, """
        using Bivouac;
        [LiveCd] partial class Rescue { static void Define(LiveCdBuilder iso) => iso.Arch(Arch.X86_64).Hostname("a"); }
        [LiveCd({|BIV0006:"rescue"|})] partial class Other { static void Define(LiveCdBuilder iso) => iso.Arch(Arch.X86_64).Hostname("a"); }
        namespace N { [LiveCd] partial class {|BIV0006:RESCUE|} { static void Define(LiveCdBuilder iso) => iso.Arch(Arch.X86_64).Hostname("a"); } }
        """);

    [Fact]
    public Task Model_rules_stand_on_the_argument() => LiveCdTest.Check("ALPINE_VERSION=3.21\n", """
        using Bivouac;
        [LiveCd({|BIV0101:"my-image"|})] partial class A { static void Define(LiveCdBuilder iso) => iso.Arch(Arch.X86_64).Hostname("a"); }
        [LiveCd] partial class B { static void {|BIV0102:Define|}(LiveCdBuilder iso) => iso.Hostname("a").Alpine({|BIV0201:"3.21"|}).Kernel(KernelFlavor.Lts, version: {|BIV0201:"6.12"|}); }
        [LiveCd] partial class C { static void Define(LiveCdBuilder iso) => iso.Arch(Arch.X86_64).{|BIV0103:File|}("/a", ""); }
        [LiveCd] partial class D { static void Define(LiveCdBuilder iso) => iso.Arch(Arch.X86_64).Hostname("a").Apk("go", a => a.StartingWith({|BIV0201:"1.2.3"|})).File({|BIV0301:"/tmp/a"|}, {|BIV0301:"see /tmp/b"|}); }
        [LiveCd] partial class {|BIV0101:É|} { static void Define(LiveCdBuilder iso) => iso.Arch(Arch.X86_64).Hostname("a"); }
        """);

    [Fact]
    public Task A_finding_can_be_suppressed_where_it_stands() => LiveCdTest.Check(null, """
        using Bivouac;
        [LiveCd] partial class D { static void Define(LiveCdBuilder iso) => iso.Arch(Arch.X86_64).Hostname("a")
        #pragma warning disable BIV0301
            .File("/tmp/a", "")
        #pragma warning restore BIV0301
            .File({|BIV0301:"/tmp/b"|}, ""); }
        """);

    [Fact]
    public Task A_project_without_images_has_no_findings() => LiveCdTest.Check("A=1\n", CompilerDiagnostics.Errors, "class X { static void Define(int iso) { } }");

    [Fact]
    public Task Errors_of_a_definition_bring_no_others() => LiveCdTest.Check(null, CompilerDiagnostics.Errors, """
        using Bivouac;
        [LiveCd] partial class A { static void Define(LiveCdBuilder iso) => iso.Hostname({|BIV0004:"a b"|}); }
        [LiveCd] partial class B { static void {|BIV0002:Define|}() { } }
        [LiveCd] partial class {|BIV0002:C|} { }
        class Uses { object X = A.Definition; object Y = B.Scripts; object Z = C.Image.Model; }
        """);
}
