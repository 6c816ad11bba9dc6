using System.Linq;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Image;

public sealed class PackageChecksTests : VerifierTest
{
    [Fact]
    public void An_image_without_packages_is_found()
    {
        Fixture.Remove("apks");
        var failures = Fixture.Verify().Failures.Select(check => check.Id).ToList();
        failures.ShouldContain("packages.repository");
        failures.ShouldContain("packages.world");
        failures.ShouldAllBe(id => id.StartsWith("packages."));
    }

    [Fact]
    public void A_boot_repository_without_its_mark_is_found()
    {
        Fixture.Remove("apks/.boot_repository");
        OnlyFailure(Fixture.Verify()).ShouldBe("packages.repository");
    }

    [Fact]
    public void An_index_that_is_not_signed_is_found()
    {
        Fixture.Packages(Archives.Package("alpine-base", "3.20.3-r0", depends: "zlib") + Archives.Package("zlib", "1.3.1-r1", provides: "so:libz.so.1=1.3.1") + Archives.Package("openssh", "9.7_p1-r4"), signed: false);
        OnlyFailure(Fixture.Verify()).ShouldBe("packages.index");
    }

    [Fact]
    public void A_package_that_is_in_the_index_only_is_found()
    {
        Fixture.Remove("apks/x86_64/zlib-1.3.1-r1.apk");
        var report = Fixture.Verify();
        OnlyFailure(report).ShouldBe("packages.files");
        Failed(report, "packages.files").Fact.ShouldContain("zlib-1.3.1-r1.apk");
    }

    [Fact]
    public void A_world_entry_that_is_not_on_the_medium_is_found()
    {
        var world = Fixture.Expectation.World.Append("nano").ToList();
        Fixture.Overlay(world: string.Join('\n', world));
        Fixture.Expectation = Fixture.Expectation with { World = world };
        var report = Fixture.Verify();
        OnlyFailure(report).ShouldBe("packages.world");
        Failed(report, "packages.world").Fact.ShouldContain("needs nano: nothing on the medium has or provides that name");
    }

    [Fact]
    public void A_world_entry_whose_constraint_the_medium_cannot_meet_is_found()
    {
        Fixture.Overlay(world: "openssh>=10");
        Fixture.Expectation = Fixture.Expectation with { World = ["openssh>=10"] };
        Failed(Fixture.Verify(), "packages.world").Fact.ShouldContain("openssh>=10: on the medium only in version 9.7_p1-r4");
    }

    [Fact]
    public void A_dependency_that_is_not_on_the_medium_is_found()
    {
        Fixture.Packages(Archives.Package("alpine-base", "3.20.3-r0", depends: "zlib") + Archives.Package("zlib", "1.3.1-r1", provides: "so:libz.so.1=1.3.1", depends: "musl>=2") + Archives.Package("openssh", "9.7_p1-r4"));
        var report = Fixture.Verify();
        OnlyFailure(report).ShouldBe("packages.dependencies");
        Failed(report, "packages.dependencies").Fact.ShouldContain("zlib-1.3.1-r1 needs musl>=2");
    }

    [Fact]
    public void A_repository_tag_that_nothing_defines_is_found()
    {
        var expectation = Fixture.Expectation with { World = ["openssh@edge"] };
        Fixture.Overlay(world: "openssh@edge");
        Fixture.Expectation = expectation;
        Failed(Fixture.Verify(), "packages.tags").Fact.ShouldContain("@edge");
        Fixture.Overlay(world: "openssh@edge", more: Archives.File("etc/apk/repositories", "/media/cdrom/apks\n@edge https://dl-cdn.alpinelinux.org/alpine/edge/main\n"));
        Fixture.Verify().Passed.ShouldBeTrue();
    }

    [Fact]
    public void Packages_the_index_does_not_know_are_a_warning()
    {
        Fixture.Write("apks/x86_64/old-1-r0.apk", new byte[4]);
        var report = Fixture.Verify();
        report.Passed.ShouldBeTrue();
        report.Warnings.ShouldHaveSingleItem().ShouldContain("old-1-r0.apk");
    }
}
