using System;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using Bivouac.Mkimage.Image.Artifacts;
using Bivouac.Mkimage.Image.Verification;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Image;

public sealed class ImageArtifactsTests : IDisposable
{
    private readonly IsoFixture _iso = new();

    public void Dispose() => _iso.Dispose();

    [Fact]
    public async Task The_checksum_files_are_accepted_by_the_tools_that_read_them()
    {
        var artifacts = ImageArtifacts.Write(_iso.Verify(), _iso.Expectation, await ImageDigests.OfAsync(_iso.IsoPath, TestContext.Current.CancellationToken));
        var folder = Path.GetDirectoryName(_iso.IsoPath)!;

        Tool.Run(folder, "sha256sum", "-c", Path.GetFileName(artifacts.Sha256Path)).ShouldContain(": OK");
        Tool.Run(folder, "sha512sum", "-c", Path.GetFileName(artifacts.Sha512Path)).ShouldContain(": OK");
        File.ReadAllText(artifacts.Sha256Path).ShouldBe($"{artifacts.Sha256}  {Path.GetFileName(_iso.IsoPath)}\n");
    }

    [Fact]
    public async Task The_manifest_tells_what_the_image_is()
    {
        var artifacts = ImageArtifacts.Write(_iso.Verify(), _iso.Expectation, await ImageDigests.OfAsync(_iso.IsoPath, TestContext.Current.CancellationToken));

        using var manifest = JsonDocument.Parse(File.ReadAllText(artifacts.ManifestPath));
        var root = manifest.RootElement;

        root.GetProperty("format").GetInt32().ShouldBe(1);
        root.GetProperty("name").GetString().ShouldBe("rescue");
        root.GetProperty("iso").GetString().ShouldBe(Path.GetFileName(_iso.IsoPath));
        root.GetProperty("sha256").GetString().ShouldBe(artifacts.Sha256);
        root.GetProperty("volumeId").GetString().ShouldBe(IsoFixture.VolumeId);
        root.GetProperty("kernels").GetProperty("lts").GetString().ShouldBe("6.6.14-0-lts");
        root.GetProperty("modloops").GetProperty("lts").GetString().ShouldBe("lz4");
        root.GetProperty("packages").GetProperty("openssh").GetString().ShouldBe("9.7_p1-r4");
        root.GetProperty("overlayContentSha256").GetString().ShouldBe(IsoFixture.ContentHash);
        root.GetProperty("verified").GetBoolean().ShouldBeTrue();
        root.GetProperty("checks").GetArrayLength().ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task The_manifest_of_the_same_image_is_the_same_and_nothing_is_left_beside_it()
    {
        var report = _iso.Verify();
        var first = File.ReadAllText(ImageArtifacts.Write(report, _iso.Expectation, await ImageDigests.OfAsync(_iso.IsoPath, TestContext.Current.CancellationToken)).ManifestPath);

        var second = File.ReadAllText(ImageArtifacts.Write(ImageVerifier.Verify(_iso.IsoPath, _iso.Expectation), _iso.Expectation, await ImageDigests.OfAsync(_iso.IsoPath, TestContext.Current.CancellationToken)).ManifestPath);

        second.ShouldBe(first);
        Directory.GetFiles(Path.GetDirectoryName(_iso.IsoPath)!, "*.partial").ShouldBeEmpty();
    }
}
