using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using Bivouac.Package.Tests.Harness;
using Shouldly;
using Xunit;

namespace Bivouac.Package.Tests;

/// <summary>Given the readme's first definition and a program of one's own, when it is run.</summary>
public sealed class OwnProgramTests(PackedPackage package)
{
    [Fact]
    public async Task The_program_is_the_entry_point_and_can_call_the_driver()
    {
        var folder = package.NewFolder("own")
            .WriteProject("Own.csproj", """
                <OutputType>Exe</OutputType>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <BivouacVersionsFile>pins/VERSIONS</BivouacVersionsFile>
                """)
            .Write("pins/VERSIONS", await ReadmeAsync("ALPINE_VERSION="))
            .Write("keys/ops.pub", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAA test\n")
            .Write("Rescue.cs", "using Bivouac;\n" + await ReadmeAsync("[LiveCd]"))
            .Write("Program.cs", """
                Console.WriteLine("My own program for " + Rescue.Definition.Hostname);
                return await Bivouac.Mkimage.LiveCdHost.RunAsync(args, [Rescue.Image]);
                """);

        var plan = (await folder.DotnetAsync("run", "--", "plan")).ShouldExitWith(0).ShouldNotWarn();

        plan.Output.ShouldStartWith("My own program for rescue\nrescue for x86_64, Alpine 3.21\n");

        // The named VERSIONS belongs to the project, not to the folder that the program is run in.
        var elsewhere = (await package.NewFolder("own-elsewhere").RunAsync(folder["bin/Debug/net10.0/Own"], "plan")).ShouldExitWith(0);
        elsewhere.Output.ShouldContain("Alpine 3.21");
    }

    [Fact]
    public async Task It_runs_the_assemblies_that_are_compiled_ahead_where_there_are_such()
    {
        Assert.SkipUnless(RuntimeInformation.RuntimeIdentifier == "linux-x64", "the package has machine code for linux-x64 alone, this is " + RuntimeInformation.RuntimeIdentifier);
        var folder = package.NewFolder("compiled")
            .WriteProject("Compiled.csproj", "<OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings>")
            .Write("Program.cs", """
                foreach (var type in (Type[])[typeof(Bivouac.LiveCdBuilder), typeof(Bivouac.Mkimage.LiveCdHost)])
                    Console.WriteLine(Path.GetRelativePath(AppContext.BaseDirectory, type.Assembly.Location));
                """);

        var run = (await folder.DotnetAsync("run")).ShouldExitWith(0).ShouldNotWarn();

        run.Output.ShouldBe("runtimes/linux-x64/lib/net10.0/Bivouac.dll\nruntimes/linux-x64/lib/net10.0/Bivouac.Mkimage.dll\n");
    }

    /// <summary>The block of code in the package's readme that holds a text.</summary>
    private async Task<string> ReadmeAsync(string text)
    {
        await using var archive = await ZipFile.OpenReadAsync(package.File, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(await archive.GetEntry("README.md")!.OpenAsync(TestContext.Current.CancellationToken));
        var blocks = (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Split("\n\n").Where(b => b.StartsWith("    ", StringComparison.Ordinal));
        return string.Join('\n', blocks.First(b => b.Contains(text, StringComparison.Ordinal)).Split('\n').Select(line => line[4..])) + "\n";
    }
}
