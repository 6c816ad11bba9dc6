using System.Threading.Tasks;
using Bivouac.Package.Tests.Harness;
using Shouldly;
using Xunit;

namespace Bivouac.Package.Tests;

/// <summary>Given two images in one project, VERSIONS in the folder above, and the strictest settings, when it is run.</summary>
public sealed class SeveralImagesTests(SeveralImagesTests.Project project) : IClassFixture<SeveralImagesTests.Project>
{
    [Fact]
    public void The_strictest_settings_find_nothing_in_generated_code() => project.Plan.ShouldExitWith(0).ShouldNotWarn();

    [Fact]
    public void The_plan_shows_both()
    {
        project.Plan.Output.ShouldContain("rescue for x86_64, Alpine 3.21");
        project.Plan.Output.ShouldContain("kiosk for aarch64, Alpine 3.21");
    }

    [Fact]
    public async Task A_build_asks_which_one_is_meant()
    {
        var build = (await project.Folder.DotnetAsync("run", "--no-build")).ShouldExitWith(2);
        build.Output.ShouldContain("--profile kiosk");
        build.Output.ShouldContain("rescue");
    }

    [Fact]
    public async Task One_can_be_named()
    {
        var plan = (await project.Folder.RunAsync("bin/Debug/net10.0/Images", "plan", "-p", "kiosk")).ShouldExitWith(0);
        plan.Output.ShouldContain("kiosk for aarch64");
        plan.Output.ShouldNotContain("rescue");
    }

    /// <summary>The project, built once.</summary>
    public sealed class Project(PackedPackage package) : IAsyncLifetime
    {
        /// <summary>Its folder.</summary>
        public UserFolder Folder { get; } = package.NewFolder("several/images");

        /// <summary>What the first <c>dotnet run -- plan</c> said.</summary>
        public CommandResult Plan { get; private set; } = null!;

        /// <inheritdoc/>
        public async ValueTask InitializeAsync()
        {
            Folder
                .WriteProject("Images.csproj", """
                    <OutputType>Exe</OutputType>
                    <ImplicitUsings>enable</ImplicitUsings>
                    <Nullable>enable</Nullable>
                    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                    <AnalysisMode>All</AnalysisMode>
                    <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
                    <GenerateDocumentationFile>true</GenerateDocumentationFile>
                    """)
                .Write("../VERSIONS", "ALPINE_VERSION=3.21\n")
                // Content of the image, nothing that the project is built from.
                .Write("overlay/opt/demo/VERSIONS", "ALPINE_VERSION=2.0\n")
                .Write("Rescue.cs", Definition("Rescue", "X86_64"))
                .Write("Kiosk.cs", Definition("Kiosk", "Aarch64"));
            Plan = await Folder.DotnetAsync("run", "--", "plan");
        }

        /// <inheritdoc/>
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private static string Definition(string name, string arch) => $$"""
            using Bivouac;

            namespace Acme.Images;

            /// <summary>An image.</summary>
            [LiveCd]
            internal static partial class {{name}}
            {
                private static void Define(LiveCdBuilder iso) => iso
                    .Arch(Arch.{{arch}})
                    .Alpine(Versions.AlpineVersion)
                    .Hostname("demo")
                    .Apks("tmux");
            }

            """;
    }
}
