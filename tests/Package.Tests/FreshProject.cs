using System.Threading.Tasks;
using Bivouac.Package.Tests.Harness;
using Xunit;

namespace Bivouac.Package.Tests;

/// <summary>The least a user can write: a project file, a definition, VERSIONS and an overlay. In a folder whose name means something to the build and to .editorconfig. Built once.</summary>
public sealed class FreshProject(PackedPackage package) : IAsyncLifetime
{
    /// <summary>The project's folder.</summary>
    public UserFolder Folder { get; } = package.NewFolder("C#, 100%/fresh");

    /// <summary>What the first <c>dotnet run -- plan</c> said.</summary>
    public CommandResult Plan { get; private set; } = null!;

    /// <summary>The program that was built.</summary>
    public string Program => Folder["bin/Debug/net10.0/Fresh"];

    /// <summary>Runs the program in the project's folder.</summary>
    public Task<CommandResult> RunAsync(params string[] arguments) => Folder.RunAsync(Program, arguments);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Folder
            .WriteProject("Fresh.csproj", "<OutputType>Exe</OutputType>")
            .Write("Rescue.cs", """
                using Bivouac;

                [LiveCd]
                static partial class Rescue
                {
                    static void Define(LiveCdBuilder iso) => iso
                        .Arch(Arch.X86_64)
                        .Alpine(Versions.AlpineVersion)
                        .Hostname("rescue")
                        .Apks("e2fsprogs", "smartmontools")
                        .Tree("overlay");
                }
                """)
            .Write("VERSIONS", "ALPINE_VERSION=3.21\n")
            .Write("overlay/etc/profile.d/hello.sh", "echo hello\n")
            .Write("overlay/usr/share/demo/Broken.cs", "this is not C# {")
            // Links of an overlay belong to the image: to nowhere, and round in a circle.
            .Link("overlay/etc/nowhere", "/nowhere/at/all")
            .Link("overlay/usr/lib/circle", "..");
        Plan = await Folder.DotnetAsync("run", "--", "plan");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
