using System.Collections.Generic;
using System.Linq;
using Bivouac.Mkimage.Image;
using Bivouac.Mkimage.Image.Verification;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Image;

public sealed class KernelChecksTests : VerifierTest
{
    [Fact]
    public void An_image_without_kernel_is_found()
    {
        foreach (var part in (string[])["vmlinuz-lts", "initramfs-lts", "modloop-lts"]) Fixture.Remove("boot/" + part);
        Fixture.Verify().Failures.Select(check => check.Id).ShouldBe(["kernel.lts", "kernel.lts.version", "initramfs.lts", "modloop.lts"]);
    }

    [Theory]
    [InlineData(">=6.7")]
    [InlineData("=6.6.14-r1")]
    [InlineData("~6.1")]
    public void A_kernel_that_is_not_the_pinned_one_is_found(string pin)
    {
        var report = ImageVerifier.Verify(BuiltIso(), Fixture.Expectation with { KernelVersions = new Dictionary<string, string> { ["lts"] = pin } });

        Failed(report, "kernel.lts.version").Fact.ShouldBe($"kernel lts has version 6.6.14-r0, but {pin} is pinned");
    }

    [Fact]
    public void A_kernel_that_does_not_say_its_version_is_judged_by_its_package()
    {
        Fixture.Write("boot/vmlinuz-lts", new byte[4096]);
        Failed(Fixture.Verify(), "kernel.lts.version").Fact.ShouldContain("cannot be told");
        Fixture.Packages(Archives.Package("alpine-base", "1-r0") + Archives.Package("linux-lts", "6.6.20-r0"));
        Fixture.Verify().Checks.Single(check => check.Id == "kernel.lts.version").Fact.ShouldContain("6.6.20-r0");
    }

    [Theory]
    [InlineData(new byte[0], "is empty")]
    [InlineData(new byte[] { 1, 2, 3, 4, 5, 6 }, "is not compressed")]
    public void A_broken_initramfs_is_found(byte[] content, string fact)
    {
        Fixture.Write("boot/initramfs-lts", content);
        Failed(Fixture.Verify(), "initramfs.lts").Fact.ShouldContain(fact);
    }

    [Theory]
    [InlineData(new byte[] { 0x28, 0xB5, 0x2F, 0xFD }, "zstd", "gzip")]
    [InlineData(new byte[] { 0xFD, 0x37, 0x7A, 0x58, 0x5A, 0 }, "xz", "lz4")]
    [InlineData(new byte[] { 0x02, 0x21, 0x4C, 0x18 }, "lz4", "zstd")]
    [InlineData(new byte[] { 0x1F, 0x8B }, "gzip", "xz")]
    public void An_initramfs_of_another_compression_is_found(byte[] magic, string format, string wanted)
    {
        Fixture.Write("boot/initramfs-lts", [.. magic, .. new byte[100]]);
        ImageVerifier.Verify(BuiltIso(), Fixture.Expectation with { InitramfsCompression = format }).Passed.ShouldBeTrue();
        var failed = Failed(ImageVerifier.Verify(Fixture.IsoPath, Fixture.Expectation with { InitramfsCompression = wanted }), "initramfs.lts");
        failed.Fact.ShouldBe($"the initramfs of lts is compressed with {format}, not {wanted}");
        failed.ToString().ShouldContain("remove kernel_*");
    }

    [Fact]
    public void A_modloop_of_another_compression_is_found()
    {
        Fixture.Write("boot/modloop-lts", IsoFixture.Modloop(SquashFsCompression.Xz));
        Failed(Fixture.Verify(), "modloop.lts").Fact.ShouldBe("the modloop of lts is compressed with xz, not lz4");
        ImageVerifier.Verify(Fixture.IsoPath, Fixture.Expectation with { ModloopCompression = null }).Passed.ShouldBeTrue();
    }

    [Fact]
    public void A_cut_off_modloop_is_found()
    {
        Fixture.Write("boot/modloop-lts", IsoFixture.Modloop(SquashFsCompression.Lz4)[..3000]);
        Failed(Fixture.Verify(), "modloop.lts").Fact.ShouldContain("cut off");
    }
}
