using Bivouac.Mkimage.Image.Overlay;
using Bivouac.Mkimage.Image.Verification;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Image;

public sealed class OverlayChecksTests : VerifierTest
{
    [Fact]
    public void An_image_without_overlay_is_found()
    {
        Fixture.Remove("rescue.apkovl.tar.gz");
        var report = Fixture.Verify();
        Failed(report, "overlay.present").Fact.ShouldContain("boots as plain Alpine");
        report.Failures.ShouldAllBe(check => check.Id.StartsWith("overlay."));
        ImageVerifier.Verify(Fixture.IsoPath, Fixture.Expectation with { NeedsOverlay = false }).Passed.ShouldBeTrue();
    }

    [Fact]
    public void The_overlay_of_another_host_is_found()
    {
        Fixture.Remove("rescue.apkovl.tar.gz");
        Fixture.Overlay(name: "bee");
        OnlyFailure(Fixture.Verify()).ShouldBe("overlay.present");
    }

    [Fact]
    public void Two_overlays_are_found()
    {
        Fixture.Overlay(name: "bee");
        Failed(Fixture.Verify(), "overlay.present").Fact.ShouldContain("bee.apkovl.tar.gz, rescue.apkovl.tar.gz");
    }

    [Fact]
    public void A_stale_overlay_is_found()
    {
        Fixture.Overlay(contentHash: new string('0', 64));
        var report = Fixture.Verify();
        OnlyFailure(report).ShouldBe("overlay.fresh");
        Failed(report, "overlay.fresh").Fact.ShouldStartWith("the overlay is stale");
    }

    [Fact]
    public void A_world_of_the_overlay_that_differs_from_the_declared_one_is_found()
    {
        Fixture.Overlay(world: "alpine-base\nopenssh>=9\nzlib\n");
        var fact = Failed(Fixture.Verify(), "overlay.world").Fact;
        fact.ShouldContain("so:libz.so.1 is not in");
        fact.ShouldContain("zlib is in the overlay's /etc/apk/world, but not declared");
    }

    [Fact]
    public void Entries_that_differ_from_the_declared_ones_are_found()
    {
        var report = ImageVerifier.Verify(BuiltIso(), Fixture.Expectation with
        {
            OverlayEntries =
            [
                new("etc/missing", ApkovlEntryKind.File, null, null, null, null),
                new("etc/apk/world", ApkovlEntryKind.Directory, null, null, null, null),
                new("etc/hostname", ApkovlEntryKind.File, new string('a', 64), null, null, null),
                new("etc/bivouac-release", ApkovlEntryKind.File, null, 0x180, null, null),
                new("etc/runlevels/default/sshd", ApkovlEntryKind.SymbolicLink, "/etc/init.d/dropbear", null, null, null),
                new("etc", ApkovlEntryKind.Directory, null, null, 1, 2),
            ],
            AbsentOverlayPaths = ["etc/hostname"],
        });

        Failed(report, "overlay.entries").Fact.ShouldBe(
            "/etc/missing is not in the overlay; /etc/apk/world is a file, not a folder; /etc/hostname has other content than declared; "
            + "/etc/bivouac-release has mode 0644, not 0600; /etc/runlevels/default/sshd points at /etc/init.d/sshd, not at /etc/init.d/dropbear; /etc belongs to 0:0, not to 1:2");
        Failed(report, "overlay.absent").Fact.ShouldBe("/etc/hostname is in the overlay, but must not be");
    }
}
