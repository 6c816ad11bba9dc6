using System.Threading.Tasks;
using Bivouac.Package.Tests.Harness;
using Shouldly;
using Xunit;

namespace Bivouac.Package.Tests;

/// <summary>Given a definition with an error, when the project is built.</summary>
public sealed class DefinitionErrorTests(PackedPackage package)
{
    [Fact]
    public async Task A_definition_without_an_arch_fails_the_build_on_its_own_line_and_nowhere_else()
    {
        var folder = package.NewFolder("error")
            .WriteProject("Error.csproj", "<OutputType>Exe</OutputType>")
            .Write("VERSIONS", "ALPINE_VERSION=3.21\n")
            .Write("Rescue.cs", """
                using Bivouac;

                [LiveCd]
                static partial class Rescue
                {
                    static void Define(LiveCdBuilder iso) => iso
                        .Alpine(Versions.AlpineVersion)
                        .Hostname("rescue");
                }
                """);

        var build = (await folder.DotnetAsync("build")).ShouldExitWith(1);

        build.Output.ShouldContain("Rescue.cs(6,17): error BIV0102: profile 'rescue' declares no arch");
        build.Output.ShouldNotContain("error CS");
    }
}
