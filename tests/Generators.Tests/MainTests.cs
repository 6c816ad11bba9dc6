using Bivouac.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Shouldly;
using Xunit;

namespace Bivouac.Generators.Tests;

public sealed class MainTests
{
    private const string Image = "using Bivouac; namespace N; [LiveCd] partial class Rescue { static void Define(LiveCdBuilder iso) => iso.Arch(Arch.X86_64).Hostname(\"a\"); }";

    /// <summary>The driver's entry, as far as generated code calls it.</summary>
    private const string Host = """
        using System.Collections.Generic;
        using System.Threading.Tasks;
        namespace Bivouac.Mkimage { public static class LiveCdHost { public static Task<int> RunAsync(string[] args, IReadOnlyList<Bivouac.LiveCdImage> images) => Task.FromResult(images.Count); } }
        """;

    private static GeneratorProject Project(OutputKind kind = OutputKind.ConsoleApplication, bool generateMain = true, bool withHost = true)
    {
        var project = new GeneratorProject(kind, generateMain);
        if (withHost) project.Reference(CSharpCompilation.Create("Host", [CSharpSyntaxTree.ParseText(Host)], GeneratorProject.References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).ToMetadataReference());
        return project;
    }

    [Fact]
    public void An_executable_without_an_entry_point_gets_one()
    {
        var project = Project().Write("A.cs", Image).Write("B.cs", Image.Replace("Rescue", "Kiosk")).Run();

        project.Problems.ShouldBeEmpty();
        project.Files["BivouacMain.g.cs"].ShouldContain("    global::Bivouac.Mkimage.LiveCdHost.RunAsync(args, [global::N.Rescue.Image, global::N.Kiosk.Image]);\n");
        project.Output.GetEntryPoint(TestContext.Current.CancellationToken)!.ContainingType.Name.ShouldBe("BivouacMain");

        project.Write("C.cs", "class C { }").Run().OutputReasons().ShouldAllBe(r => r == IncrementalStepRunReason.Cached || r == IncrementalStepRunReason.Unchanged);
    }

    [Fact]
    public void An_image_that_cannot_be_extended_is_left_out()
    {
        var project = Project().Write("A.cs", Image.Replace("partial", "")).Run();

        project.Problems.ShouldBeEmpty();
        project.Files["BivouacMain.g.cs"].ShouldContain("RunAsync(args, []);");
    }

    [Theory]
    [InlineData("class Program { static void Main() { } }")]
    [InlineData("System.Console.WriteLine();")]
    [InlineData("class Program { static async System.Threading.Tasks.Task<int> Main(string[] args) { await System.Threading.Tasks.Task.Yield(); return 1; } }")]
    public void An_entry_point_of_the_project_stays(string source) =>
        Project().Write("A.cs", Image).Write("B.cs", source).Run().Files.Keys.ShouldNotContain("BivouacMain.g.cs");

    [Fact]
    public void A_library_gets_none() => Project(OutputKind.DynamicallyLinkedLibrary).Write("A.cs", Image).Run().Files.Keys.ShouldNotContain("BivouacMain.g.cs");

    [Fact]
    public void A_project_that_turns_it_off_gets_none() => Project(generateMain: false).Write("A.cs", Image).Run().Files.Keys.ShouldNotContain("BivouacMain.g.cs");

    [Fact]
    public void A_project_without_the_driver_gets_none() => Project(withHost: false).Write("A.cs", Image).Run().Files.Keys.ShouldNotContain("BivouacMain.g.cs");

    [Fact]
    public void A_project_without_images_gets_none() => Project().Write("A.cs", "class A { }").Run().Files.Keys.ShouldNotContain("BivouacMain.g.cs");
}
