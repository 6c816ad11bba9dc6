using System;
using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace Bivouac.Package.Tests.Harness;

/// <summary>
/// The package, packed once a run into a feed of its own, and a scratch folder for projects that use it. The version is new in
/// every run, so that no cache can serve an old package.
/// </summary>
public sealed class PackedPackage : IAsyncLifetime
{
    private readonly string _scratch;
    private readonly CommandRunner _runner;

    /// <summary>Makes the scratch folder. It lies outside of the repository, so that no Directory.Build.props is inherited.</summary>
    public PackedPackage()
    {
        var root = OperatingSystem.IsWindows() ? Path.GetTempPath() : "/var/tmp";
        _scratch = Directory.CreateDirectory(Path.Combine(root, "bivouac-package-tests-" + Path.GetRandomFileName())).FullName;
        _runner = new(_scratch);
    }

    /// <summary>The version of the package.</summary>
    public string Version { get; } = $"0.1.0-test.x{Guid.NewGuid():N}";

    /// <summary>The package's file.</summary>
    public string File => Path.Combine(_scratch, "feed", $"Bivouac.{Version}.nupkg");

    /// <summary>An empty folder for a user's files.</summary>
    public UserFolder NewFolder(string name) => new(_runner, Directory.CreateDirectory(Path.Combine(_scratch, name)).FullName, Version);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var project = Path.Combine(BuildFacts.RepositoryFolder, "src", "Package");
        var packed = await _runner.RunAsync(
            project, "dotnet", "pack", "--no-build", "--configuration", BuildFacts.Configuration, "--output", Path.Combine(_scratch, "feed"),
            "-p:Version=" + Version, "-p:NuspecOutputPath=" + Path.Combine(_scratch, "nuspec") + Path.DirectorySeparatorChar);
        packed.ShouldExitWith(0).ShouldNotWarn();

        // The machine's own sources stay, for what the package depends on.
        System.IO.File.WriteAllText(Path.Combine(_scratch, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="packed" value="feed" />
              </packageSources>
              <fallbackPackageFolders>
                <add key="machine" value="{BuildFacts.PackageFolder}" />
              </fallbackPackageFolders>
            </configuration>
            """);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Directory.Delete(_scratch, recursive: true);
        return ValueTask.CompletedTask;
    }
}
