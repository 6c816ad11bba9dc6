using System;
using System.IO;
using System.Linq;
using Bivouac.Mkimage.Image.Artifacts;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Image;

public sealed class ImageChangesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_equal_image_has_no_changes()
    {
        var changes = ImageChanges.Between(Manifest(), Manifest())!;

        changes.IsSame.ShouldBeTrue();
        changes.Added.Concat(changes.Removed).Concat(changes.Changed).Concat(changes.Kernels).Concat(changes.Modloops).ShouldBeEmpty();
        changes.Parts.ShouldBe([new("kernel", 10, 10), new("modloop", 20, 20)]);
        changes.OverlayChanged.ShouldBeFalse();
    }

    [Fact]
    public void Packages_are_new_gone_or_of_another_version()
    {
        var changes = ImageChanges.Between(
            Manifest() with { Packages = new() { ["a"] = "1-r0", ["b"] = "1-r0", ["same"] = "1-r0" } },
            Manifest() with { Sha256 = "other", Packages = new() { ["b"] = "2-r0", ["c"] = "1-r0 2-r0", ["same"] = "1-r0" } })!;

        changes.IsSame.ShouldBeFalse();
        changes.Added.ShouldBe([new("c", null, "1-r0 2-r0")]);
        changes.Removed.ShouldBe([new("a", "1-r0", null)]);
        changes.Changed.ShouldBe([new("b", "1-r0", "2-r0")]);
    }

    [Fact]
    public void Parts_kernels_modloops_and_the_overlay_are_compared()
    {
        var changes = ImageChanges.Between(
            Manifest() with { Size = 30 },
            Manifest() with
            {
                Size = 45,
                Parts = new() { ["kernel"] = 10, ["overlay"] = 35 },
                Kernels = new() { ["lts"] = "6.12.81-0-lts", ["virt"] = "6.12.81-0-virt" },
                Modloops = new() { ["lts"] = "zstd" },
                OverlayContentSha256 = "other",
            })!;

        (changes.FormerSize, changes.Size).ShouldBe((30, 45));
        changes.Parts.ShouldBe([new("kernel", 10, 10), new("modloop", 20, 0), new("overlay", 0, 35)]);
        changes.Kernels.ShouldBe([new("lts", "6.12.76-0-lts", "6.12.81-0-lts"), new("virt", null, "6.12.81-0-virt")]);
        changes.Modloops.ShouldBe([new("lts", "lz4", "zstd")]);
        changes.OverlayChanged.ShouldBeTrue();
    }

    [Fact]
    public void Without_a_former_image_there_is_nothing_to_compare_with() => ImageChanges.Between(null, Manifest()).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"format\":1}")]
    [InlineData("{\"format\":\"one\"}")]
    public void A_damaged_manifest_is_none(string text)
    {
        _folder.Write("manifest.json", System.Text.Encoding.UTF8.GetBytes(text));

        ImageManifest.Read(_folder["manifest.json"]).ShouldBeNull();
    }

    [Theory]
    [InlineData("\"format\": 1", "\"format\": 2")]
    [InlineData("\"parts\": {", "\"parts\": null, \"more\": {")]
    [InlineData("\"sha256\": \"abc\"", "\"sha256\": null")]
    [InlineData("\"size\": 30", "\"size\": 3000000000000000000000")]
    public void A_manifest_of_another_form_is_none(string text, string damage)
    {
        var json = System.Text.Json.JsonSerializer.Serialize(Manifest(), ManifestJson.Default.ImageManifest);
        json.ShouldContain(text);
        _folder.Write("good.json", System.Text.Encoding.UTF8.GetBytes(json));
        _folder.Write("manifest.json", System.Text.Encoding.UTF8.GetBytes(json.Replace(text, damage, StringComparison.Ordinal)));

        ImageManifest.Read(_folder["good.json"])!.Packages.ShouldBe(Manifest().Packages);
        ImageManifest.Read(_folder["manifest.json"]).ShouldBeNull();
    }

    [Fact]
    public void No_manifest_and_one_that_is_a_folder_are_none()
    {
        ImageManifest.Read(_folder["nothing.json"]).ShouldBeNull();
        ImageManifest.Read(Directory.CreateDirectory(_folder["folder.json"]).FullName).ShouldBeNull();
    }

    private static ImageManifest Manifest() => new()
    {
        Format = 1,
        Name = "rescue",
        Arch = "x86_64",
        Iso = "alpine-rescue-3.21-x86_64.iso",
        Size = 30,
        Sha256 = "abc",
        Sha512 = "def",
        VolumeId = "RESCUE",
        CreatedAt = new(2025, 3, 18, 12, 0, 0, TimeSpan.Zero),
        Kernels = new() { ["lts"] = "6.12.76-0-lts" },
        Modloops = new() { ["lts"] = "lz4" },
        Parts = new() { ["kernel"] = 10, ["modloop"] = 20 },
        OverlayContentSha256 = "123",
        Verified = true,
        Packages = new() { ["zlib"] = "1.3.1-r2" },
        Checks = [],
        Warnings = [],
    };
}
