using System;
using System.Linq;
using Bivouac.Mkimage.Building;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Building;

public sealed class BuildLogTests
{
    private const string Sha1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
    private readonly ManualClock _clock = new();

    [Fact]
    public void Each_section_takes_until_the_next_one_begins()
    {
        var log = new BuildLog(_clock);
        Add(log, 1, ">>> mkimage-x86_64: Building rescue");
        Add(log, 40, $">>> mkimage-x86_64: --> kernel x86_64 lts {Sha1} linux-lts linux-firmware wireless-regdb");
        Add(log, 2, "==> initramfs: creating /boot/initramfs-lts");
        Add(log, 3, $">>> mkimage-x86_64: --> apks x86_64 {Sha1}");
        Add(log, 0, ">>> mkimage-x86_64: Creating alpine-rescue-3.21-x86_64.iso");
        _clock.Advance(1.5);
        log.End();

        log.Sections.Select(s => (BuildLog.Label(s.Name, s.Detail), s.Took.TotalSeconds)).ShouldBe(
        [
            ("kernel x86_64 lts", 42),
            ("apks x86_64", 3),
            ("image alpine-rescue-3.21-x86_64.iso", 1.5),
        ]);
        log.ProfileWasBuilt.ShouldBeTrue();
        log.Current.ShouldBeNull();
    }

    [Fact]
    public void The_section_that_ends_is_told_with_the_line_that_ends_it()
    {
        var log = new BuildLog(_clock);

        Add(log, 1, $">>> mkimage-x86_64: --> syslinux {Sha1}").ShouldBeNull();
        log.Current.ShouldBe(("syslinux", ""));
        Add(log, 0, $">>> mkimage-x86_64: --> apkovl rescue {Sha1}")!.Name.ShouldBe("syslinux");
        log.Current.ShouldBe(("apkovl", "rescue"));
    }

    [Fact]
    public void A_profile_that_is_passed_over_is_not_built()
    {
        var log = new BuildLog(_clock);
        log.Add("Images generated in /builder/out");

        log.ProfileWasBuilt.ShouldBeFalse();
        log.End().ShouldBeNull();
    }

    [Theory]
    [InlineData("\u001b[32m>>>\u001b[0m \u001b[34mmkimage-x86_64\u001b[0m: --> kernel x86_64 lts", MkimageLineKind.Section, "kernel x86_64 lts")]
    [InlineData("\u001b[1;32m>>>\u001b(B\u001b[m \u001b[1;34mmkimage-x86_64\u001b(B\u001b[m: Building rescue", MkimageLineKind.Building, "rescue")]
    [InlineData(">>> mkimage: Creating x.iso", MkimageLineKind.Creating, "x.iso")]
    [InlineData(">>> mkimage-x86_64: Generating rescue.apkovl.tar.gz", MkimageLineKind.Output, "Generating rescue.apkovl.tar.gz")]
    [InlineData(">>> mkimage-x86_64: --> ", MkimageLineKind.Section, "")]
    [InlineData(">>> abuild: Building rescue", MkimageLineKind.Output, ">>> abuild: Building rescue")]
    [InlineData("Building rescue", MkimageLineKind.Output, "Building rescue")]
    [InlineData("", MkimageLineKind.Output, "")]
    public void A_line_says_what_mkimage_says(string line, MkimageLineKind kind, string text) =>
        MkimageLine.Parse(line).ShouldBe(new MkimageLine(kind, text));

    [Fact]
    public void A_section_without_a_name_is_passed_over() => new BuildLog(_clock).Add(">>> mkimage-x86_64: --> ").ShouldBeNull();

    [Fact]
    public void The_tail_leaves_out_what_GNU_tar_prints_by_the_hundred()
    {
        var log = new BuildLog(_clock);
        log.Add("first");
        log.Add("second");
        for (var i = 0; i < 300; i++) log.Add("tar: Ignoring unknown extended header keyword 'APK-TOOLS.checksum.SHA1'");

        log.Tail(30).ShouldBe(["first", "second"]);
        log.Tail(1).ShouldBe(["second"]);
    }

    [Fact]
    public void Only_the_last_lines_of_an_endless_log_are_kept()
    {
        var log = new BuildLog(_clock);
        for (var i = 0; i < 6000; i++) log.Add(FormattableString.Invariant($"{i}"));

        log.Lines.Count.ShouldBe(5000);
        log.Lines[^1].ShouldBe("5999");
    }

    [Fact]
    public void What_a_step_printed_that_went_well_tells_nothing_of_the_image()
    {
        var log = new BuildLog(_clock);
        foreach (var line in (string[])["before", ">>> bivouac: step a is reused", ">>> bivouac: step driver is made linux-lts-6.12.1-r0", "install.sh: line 12: lsb_release: not found"]) log.Add(line);
        log.Telling.ShouldContain("install.sh: line 12: lsb_release: not found");

        foreach (var line in (string[])[">>> bivouac: step driver is done", ">>> mkimage-x86_64: Building rescue"]) log.Add(line);

        log.Telling.ShouldBe(["before", ">>> bivouac: step a is reused", ">>> bivouac: step driver is done", ">>> mkimage-x86_64: Building rescue"]);
        log.Lines.ShouldContain("install.sh: line 12: lsb_release: not found");
    }

    private SectionTime? Add(BuildLog log, double then, string line)
    {
        var ended = log.Add(line);
        _clock.Advance(then);
        return ended;
    }
}
