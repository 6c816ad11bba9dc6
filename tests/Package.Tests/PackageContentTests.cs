using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Threading.Tasks;
using System.Xml.Linq;
using Bivouac.Package.Tests.Harness;
using Shouldly;
using Xunit;

namespace Bivouac.Package.Tests;

/// <summary>What is in the package, and where.</summary>
public sealed class PackageContentTests(PackedPackage package)
{
    /// <summary>The oldest Roslyn that the supported SDKs bring: an analyzer that wants a newer one is not loaded (CS9057).</summary>
    private static readonly Version Roslyn = new(5, 0, 0, 0);

    [Fact]
    public async Task It_holds_the_library_the_driver_the_analyzers_and_the_build_files_and_nothing_else()
    {
        await using var archive = await OpenAsync();
        archive.Entries.Select(e => e.FullName).Where(n => !IsEnvelope(n)).ShouldBe(
        [
            "README.md",
            "analyzers/dotnet/cs/Bivouac.Analyzers.dll",
            "analyzers/dotnet/cs/Bivouac.CodeFixes.dll",
            "analyzers/dotnet/cs/Bivouac.Generators.dll",
            "analyzers/dotnet/cs/Bivouac.Replay.dll",
            "analyzers/dotnet/cs/Bivouac.dll",
            "buildTransitive/Bivouac.props",
            "buildTransitive/Bivouac.targets",
            "lib/net10.0/Bivouac.Mkimage.dll",
            "lib/net10.0/Bivouac.Mkimage.xml",
            "lib/net10.0/Bivouac.dll",
            "lib/net10.0/Bivouac.xml",
            "runtimes/linux-x64/lib/net10.0/Bivouac.Mkimage.dll",
            "runtimes/linux-x64/lib/net10.0/Bivouac.dll",
        ], ignoreOrder: true);
    }

    [Theory]
    [InlineData("Bivouac.dll")]
    [InlineData("Bivouac.Mkimage.dll")]
    public async Task What_is_compiled_ahead_is_the_same_assembly(string file)
    {
        using var plain = await ReadAsync("lib/net10.0/" + file);
        using var compiled = await ReadAsync("runtimes/linux-x64/lib/net10.0/" + file);

        compiled.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size.ShouldBeGreaterThan(0, "the compiled methods");
        plain.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size.ShouldBe(0);
        VersionIdOf(compiled).ShouldBe(VersionIdOf(plain));
    }

    [Fact]
    public async Task It_depends_on_what_the_driver_needs_at_run_time_and_on_nothing_else()
    {
        var nuspec = await NuspecAsync();
        var groups = Elements(nuspec, "group");
        groups.Select(g => g.Attribute("targetFramework")!.Value).ShouldBe(["net10.0"]);
        Elements(nuspec, "dependency").Select(d => d.Attribute("id")!.Value).ShouldBe(["CliWrap", "Polly.Core", "SharpCompress", "Spectre.Console", "System.CommandLine"], ignoreOrder: true);
    }

    [Fact]
    public async Task It_names_its_licence_and_its_readme()
    {
        var nuspec = await NuspecAsync();
        var licence = Elements(nuspec, "license").Single();
        licence.Attribute("type")!.Value.ShouldBe("expression");
        licence.Value.ShouldBe("MIT");
        Elements(nuspec, "readme").Single().Value.ShouldBe("README.md");
    }

    [Fact]
    public async Task Its_analyzers_need_nothing_but_what_a_compiler_brings()
    {
        await using var archive = await OpenAsync();
        var files = archive.Entries.Where(e => e.FullName.StartsWith("analyzers/", StringComparison.Ordinal)).ToArray();
        var own = files.Select(f => f.Name[..^".dll".Length]).ToArray();
        foreach (var file in files)
        {
            using var image = await ReadAsync(file.FullName);
            var reader = image.GetMetadataReader();
            foreach (var reference in reader.AssemblyReferences.Select(reader.GetAssemblyReference))
            {
                var name = reader.GetString(reference.Name);
                if (own.Contains(name) || name == "netstandard" || name.StartsWith("System.", StringComparison.Ordinal)) continue;
                name.ShouldStartWith("Microsoft.CodeAnalysis", Case.Sensitive, file.FullName);
                reference.Version.ShouldBeLessThanOrEqualTo(Roslyn, file.FullName);
            }
        }
    }

    /// <summary>What every such archive has.</summary>
    private static bool IsEnvelope(string name) =>
        name is "_rels/.rels" or "[Content_Types].xml" or "Bivouac.nuspec" || name.StartsWith("package/services/metadata/", StringComparison.Ordinal);

    private static XElement[] Elements(XDocument nuspec, string name) => [.. nuspec.Descendants().Where(e => e.Name.LocalName == name)];

    private Task<ZipArchive> OpenAsync() => ZipFile.OpenReadAsync(package.File, TestContext.Current.CancellationToken);

    private async Task<PEReader> ReadAsync(string name)
    {
        await using var archive = await OpenAsync();
        await using var packed = await archive.GetEntry(name)!.OpenAsync(TestContext.Current.CancellationToken);
        var stream = new MemoryStream();
        await packed.CopyToAsync(stream, TestContext.Current.CancellationToken);
        stream.Position = 0;
        return new(stream);
    }

    /// <summary>New in every compilation from source.</summary>
    private static Guid VersionIdOf(PEReader image)
    {
        var reader = image.GetMetadataReader();
        return reader.GetGuid(reader.GetModuleDefinition().Mvid);
    }

    private async Task<XDocument> NuspecAsync()
    {
        await using var archive = await OpenAsync();
        await using var stream = await archive.GetEntry("Bivouac.nuspec")!.OpenAsync(TestContext.Current.CancellationToken);
        return await XDocument.LoadAsync(stream, LoadOptions.None, TestContext.Current.CancellationToken);
    }
}
