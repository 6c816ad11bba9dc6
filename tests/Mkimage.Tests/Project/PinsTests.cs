using System;
using Bivouac.Mkimage.Project;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Project;

public sealed class PinsTests
{
    private const string KnownSha256 = "1a694899e406ce55d32334c47ac0b2efb6c06d7e878102d1840892ad44cd5239";

    [Fact]
    public void Without_any_pin_the_release_that_the_driver_knows_is_used()
    {
        var pins = Read("", iso => iso.Arch(Arch.X86_64));

        pins.ShouldBe(new Pins("3.21", "3.21.3", KnownSha256, "v3.21.3", null));
    }

    [Fact]
    public void The_branch_of_the_definition_wins_over_VERSIONS() =>
        Read("ALPINE_VERSION=3.19\nALPINE_RELEASE=3.20.3\n", iso => iso.Alpine("3.20")).Release.ShouldBe("3.20.3");

    [Fact]
    public void VERSIONS_pins_release_checksum_and_scripts()
    {
        var pins = Read("ALPINE_VERSION=3.20\nALPINE_RELEASE=3.20.3\nMINIROOTFS_SHA256_X86_64=abc\nAPORTS_REF=877e7b1b\nAPORTS_SHA256=def\n", _ => { });

        pins.ShouldBe(new Pins("3.20", "3.20.3", "abc", "877e7b1b", "def"));
    }

    [Fact]
    public void The_checksum_of_another_architecture_is_not_used()
    {
        var pins = Read("ALPINE_VERSION=3.20\nALPINE_RELEASE=3.20.3\nMINIROOTFS_SHA256_AARCH64=abc\n", _ => { });

        pins.MinirootfsSha256.ShouldBeNull();
    }

    [Fact]
    public void A_branch_without_a_known_release_says_which_key_to_add()
    {
        using var project = new TestProject("ALPINE_VERSION=3.19\n");
        var failure = Should.Throw<DriverException>(() => Pins.Read(TestProject.Image(_ => { }).Model, project.Context, "x86_64"));

        failure.ExitCode.ShouldBe(ExitCode.DefinitionHasErrors);
        failure.Why.ShouldBe("VERSIONS has no ALPINE_RELEASE");
        failure.Next.ShouldBe("Add ALPINE_RELEASE=3.19.N and MINIROOTFS_SHA256_X86_64=... to VERSIONS.");
    }

    [Theory]
    [InlineData("3.21", "3.20.3")]
    [InlineData("3.2", "3.21.3")]
    public void A_release_of_another_branch_than_VERSIONS_itself_names_is_an_error(string branch, string release)
    {
        using var project = new TestProject($"ALPINE_VERSION={branch}\nALPINE_RELEASE={release}\n");
        var failure = Should.Throw<DriverException>(() => Pins.Read(TestProject.Image(_ => { }).Model, project.Context, "x86_64"));

        failure.ExitCode.ShouldBe(ExitCode.DefinitionHasErrors);
        failure.Why.ShouldContain($"ALPINE_RELEASE={release}");
    }

    [Fact]
    public void An_image_of_another_branch_than_the_pins_does_not_get_their_checksum()
    {
        var pins = Read("ALPINE_VERSION=3.20\nALPINE_RELEASE=3.20.3\nMINIROOTFS_SHA256_X86_64=abc\n", iso => iso.Alpine("3.21"));

        pins.Release.ShouldBe("3.21.3");
        pins.MinirootfsSha256.ShouldBe(KnownSha256);
    }

    [Fact]
    public void Edge_takes_any_release_as_its_root_and_the_newest_scripts()
    {
        var pins = Read("ALPINE_RELEASE=20250108\n", iso => iso.Alpine("edge"));

        pins.ShouldBe(new Pins("edge", "20250108", null, "master", null));
    }

    [Fact]
    public void Edge_without_a_release_says_how_its_snapshots_are_called()
    {
        using var project = new TestProject();
        Should.Throw<DriverException>(() => Pins.Read(TestProject.Image(iso => iso.Alpine("edge")).Model, project.Context, "aarch64"))
            .Next.ShouldBe("Add ALPINE_RELEASE=YYYYMMDD and MINIROOTFS_SHA256_AARCH64=... to VERSIONS.");
    }

    private static Pins Read(string versions, Action<LiveCdBuilder> define)
    {
        using var project = new TestProject(versions);
        return Pins.Read(TestProject.Image(define).Model, project.Context, "x86_64");
    }
}
