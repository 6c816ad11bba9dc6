using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Events;
using Bivouac.Mkimage.Building.Runs;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Building.Runs;

public sealed class ToldLineTests
{
    [Fact]
    public void A_stale_section_has_its_reason() =>
        ToldLine.Read("stale kernel linux-lts 6.12.76-r0 → 6.12.81-r0").ShouldBe(new SectionStale("kernel", "linux-lts 6.12.76-r0 → 6.12.81-r0"));

    [Fact]
    public void Progress_of_packages_has_numbers_and_bytes() => ToldLine.Read("packages 3 55 1024 9000000000").ShouldBe(new PackagesProgress(3, 55, 1024, 9_000_000_000));

    [Theory]
    [InlineData("waiting for another build in this work directory")]
    [InlineData("packages are fetched by mkimage.sh: apk 3")]
    [InlineData("packages 1 2 3")]
    [InlineData("packages -1 2 3 4")]
    [InlineData("stale kernel")]
    [InlineData("")]
    public void All_else_is_said_as_it_is(string text) => ToldLine.Read(text).ShouldBe(new BuildNote(text));

    [Theory]
    [InlineData(">>> bivouac: stale all x", MkimageLineKind.Driver, "stale all x")]
    [InlineData(" >>> bivouac: stale all x", MkimageLineKind.Output, " >>> bivouac: stale all x")]
    public void Only_lines_that_begin_so_are_told_to_the_driver(string line, MkimageLineKind kind, string text) => MkimageLine.Parse(line).ShouldBe(new MkimageLine(kind, text));

    [Theory]
    [InlineData("mkimage-rescue-x86_64-1a2b3c4d-0123456789abcdef-5e6f7a8b", "rescue", "x86_64", null)]
    [InlineData("mkimage-hw_audit2-aarch64-1a2b3c4d-0123456789abcdef-5e6f7a8b-1700000000", "hw_audit2", "aarch64", 1700000000L)]
    public void The_name_of_a_run_says_image_project_state_and_time(string name, string profile, string arch, long? date)
    {
        var read = RunName.Parse(name).ShouldNotBeNull();

        (read.Profile, read.Arch, read.Key, read.Out, read.SourceDate, read.ToString()).ShouldBe((profile, arch, "0123456789abcdef", "5e6f7a8b", date, name));
    }

    [Theory]
    [InlineData("rescue-x86_64-1a2b3c4d", true)]
    [InlineData("my-vacation-photos", false)]
    [InlineData("rescue-x86_64-1a2b3c4", false)]
    [InlineData("a-rescue-x86_64-1a2b3c4d", false)]
    [InlineData("packages", false)]
    public void Only_a_folder_named_as_Bivouac_names_them_is_that_of_an_image(string folder, bool isOne) => RunName.IsWorkName(folder).ShouldBe(isOne);

    [Theory]
    [InlineData("test")]
    [InlineData("mkimage-rescue-x86_64-1a2b3c4d")]
    [InlineData("mkimage-a-b-c-d-e")]
    [InlineData("mkimage-rescue-x86_64-1a2b3c4d-0123456789abcdef")]
    [InlineData("other-rescue-x86_64-1a2b3c4d-0-5e6f7a8b")]
    public void A_run_with_another_name_is_no_build(string name) => RunName.Parse(name).ShouldBeNull();
}
