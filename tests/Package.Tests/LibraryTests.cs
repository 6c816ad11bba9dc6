using System.IO;
using System.Threading.Tasks;
using Bivouac.Package.Tests.Harness;
using Shouldly;
using Xunit;

namespace Bivouac.Package.Tests;

/// <summary>Given a class library with a definition and a test project for it, when the tests are run.</summary>
public sealed class LibraryTests(PackedPackage package)
{
    [Fact]
    public async Task A_library_gets_no_entry_point_and_its_definition_can_be_tested()
    {
        var library = package.NewFolder("library")
            .WriteProject("Library.csproj", """
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>
                <CompilerGeneratedFilesOutputPath>obj/generated</CompilerGeneratedFilesOutputPath>
                """)
            .Write("VERSIONS", "ALPINE_VERSION=3.21\n")
            .Write("Rescue.cs", """
                namespace Acme;

                using Bivouac;

                [LiveCd]
                public static partial class Rescue
                {
                    private static void Define(LiveCdBuilder iso) => iso
                        .Arch(Arch.X86_64)
                        .Alpine(Versions.AlpineVersion)
                        .Hostname("rescue");
                }
                """);
        var tests = package.NewFolder("library-tests")
            .WriteProject(
                "Library.Tests.csproj",
                "<OutputType>Exe</OutputType><TreatWarningsAsErrors>true</TreatWarningsAsErrors><RunAnalyzers>false</RunAnalyzers>",
                $"""
                <PackageReference Include="xunit.v3" Version="{XunitVersion}" />
                <ProjectReference Include="../library/Library.csproj" />
                """)
            .Write("RescueTests.cs", """
                using Acme;
                using Bivouac;
                using Xunit;

                public class RescueTests
                {
                    [Fact]
                    public void The_image_has_no_findings() => Assert.Empty(Rescue.Definition.Check());
                }
                """);

        var run = (await tests.DotnetAsync("run")).ShouldExitWith(0).ShouldNotWarn();

        run.Output.ShouldContain("Total: 1, Errors: 0, Failed: 0");
        var generated = Directory.GetFiles(library["obj/generated"], "*.cs", SearchOption.AllDirectories);
        generated.ShouldContain(f => Path.GetFileName(f) == "Acme.Rescue.LiveCd.g.cs");
        generated.ShouldNotContain(f => Path.GetFileName(f) == "BivouacMain.g.cs");
    }

    /// <summary>The one that these tests run with: it is on the machine already.</summary>
    private static string XunitVersion => typeof(FactAttribute).Assembly.GetName().Version!.ToString(3);
}
