using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Bivouac.Mkimage.Image;
using Bivouac.Mkimage.Image.Verification;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Image;

public sealed class ImageVerifierTests : VerifierTest
{
    [Fact]
    public void A_good_image_passes_and_is_described()
    {
        var report = Fixture.Verify();

        report.Failures.Select(check => check.ToString()).ShouldBeEmpty();
        report.Warnings.ShouldBeEmpty();
        report.Passed.ShouldBeTrue();
        report.VolumeId.ShouldBe(IsoFixture.VolumeId);
        report.KernelReleases.ShouldBe(new Dictionary<string, string> { ["lts"] = "6.6.14-0-lts" });
        report.ModloopCompressions["lts"].ShouldBe(SquashFsCompression.Lz4);
        report.Packages.Select(package => package.Name + " " + package.Version).ShouldBe(["alpine-base 3.20.3-r0", "openssh 9.7_p1-r4", "zlib 1.3.1-r1"]);
        report.OverlayContentSha256.ShouldBe(IsoFixture.ContentHash);
        report.Parts.Select(part => part.Name).ShouldBe(["kernel", "initramfs", "modloop", "packages", "overlay", "other"]);
        report.Parts.Sum(part => part.Bytes).ShouldBe(new FileInfo(Fixture.IsoPath).Length);
    }

    [Fact]
    public void No_image_at_all_is_found_and_says_where_to_look()
    {
        var report = ImageVerifier.Verify(Fixture.IsoPath, Fixture.Expectation);

        var check = Failed(report, "iso.present");
        check.Fact.ShouldContain("there is no");
        check.Advice!.ShouldContain("profile_rescue");
        report.Checks.Select(other => other.Id).ShouldContain("overlay.present");
        report.Parts.ShouldBeEmpty();
    }

    [Fact]
    public void An_image_of_an_earlier_build_is_found()
    {
        Fixture.Build();
        File.SetLastWriteTimeUtc(Fixture.IsoPath, new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var start = new DateTimeOffset(2024, 1, 2, 0, 0, 0, TimeSpan.Zero);

        Failed(ImageVerifier.Verify(Fixture.IsoPath, Fixture.Expectation with { NotBefore = start }), "iso.fresh").Fact.ShouldContain("2024-01-01 00:00:00Z");
    }

    [Fact]
    public void A_name_without_extension_is_found()
    {
        Fixture.Build();
        var wrong = Path.ChangeExtension(Fixture.IsoPath, null) + ".";
        File.Move(Fixture.IsoPath, wrong);

        OnlyFailure(ImageVerifier.Verify(wrong, Fixture.Expectation)).ShouldBe("iso.name");
    }

    [Fact]
    public void A_cut_off_image_is_found()
    {
        Fixture.Build();
        using (var file = File.OpenWrite(Fixture.IsoPath)) file.SetLength(file.Length - 400_000);

        Failed(ImageVerifier.Verify(Fixture.IsoPath, Fixture.Expectation), "iso.complete").Fact.ShouldContain("bytes, the file has");
    }

    [Fact]
    public void Another_volume_id_is_found()
    {
        Fixture.Volume = "alpine-other v3.20 x86_64";
        OnlyFailure(Fixture.Verify()).ShouldBe("iso.volume-id");
    }

    [Fact]
    public void Every_failure_says_what_to_do()
    {
        var report = ImageVerifier.Verify("/nowhere/at-all.iso", Fixture.Expectation);
        report.Failures.ShouldNotBeEmpty();
        report.Failures.ShouldAllBe(check => !string.IsNullOrEmpty(check.Advice));
    }
}
