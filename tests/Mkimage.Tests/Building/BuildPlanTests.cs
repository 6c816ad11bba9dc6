using System;
using System.IO;
using System.Linq;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Tests.Project;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Building;

public sealed class BuildPlanTests : IDisposable
{
    private readonly TestProject _project = new("ALPINE_VERSION=3.21\n");

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Names_are_those_that_mkimage_makes_of_profile_tag_and_arch()
    {
        var plan = Plan(TestProject.Minimal(), tag: "7");

        plan.IsoName.ShouldBe("alpine-rescue-7-x86_64.iso");
        plan.VolumeId.ShouldBe("alpine-rescue 7 x86_64");
        plan.StageFolder.ShouldBe(Path.Combine(_project.Output, "stage", "rescue-x86_64"));
        plan.LogFile.ShouldBe(Path.Combine(_project.Output, "rescue-x86_64.log"));
    }

    [Fact]
    public void The_tag_is_the_branch_unless_one_is_given() => Plan(TestProject.Minimal()).Tag.ShouldBe("3.21");

    [Fact]
    public void The_volume_id_is_cut_at_32_characters_as_mkimage_cuts_it()
    {
        var plan = Plan(TestProject.Minimal(name: "hardware_audit_of_the_north"));

        plan.VolumeId.ShouldBe("alpine-hardware_audit_of_the_nor");
        plan.VolumeId.Length.ShouldBe(32);
    }

    [Fact]
    public void A_declared_volume_label_is_the_volume_id() =>
        Plan(TestProject.Minimal(iso => iso.VolumeLabel("RESCUE"))).VolumeId.ShouldBe("RESCUE");

    [Fact]
    public void The_log_of_each_architecture_is_its_own() =>
        BuildPlan.Make(TestProject.Minimal(), _project.Context, "aarch64", null, _project.Output).LogFile.ShouldNotBe(Plan(TestProject.Minimal()).LogFile);

    [Fact]
    public void Projects_of_other_folders_do_not_share_a_work_directory()
    {
        using var other = new TestProject("ALPINE_VERSION=3.21\n");
        var here = Plan(TestProject.Minimal()).WorkName;
        var there = BuildPlan.Make(TestProject.Minimal(), other.Context, "x86_64", null, other.Output).WorkName;

        here.ShouldMatch("^rescue-x86_64-[0-9a-f]{8}$");
        there.ShouldNotBe(here);
        Plan(TestProject.Minimal()).WorkName.ShouldBe(here);
    }

    [Fact]
    public void Repositories_with_a_tag_are_not_given_to_mkimage()
    {
        var plan = Plan(TestProject.Minimal(iso => iso.Repository("https://own.example/x").Repository("https://own.example/t", tag: "t")));

        plan.Repositories(new ScriptedBuilder().Layout).ShouldBe(
            ["https://mirror.example/alpine/v3.21/main", "https://mirror.example/alpine/v3.21/community", "https://own.example/x"]);
    }

    [Fact]
    public void The_world_has_the_values_of_VERSIONS_in_it() =>
        Plan(TestProject.Minimal(iso => iso.Apk("go", apk => apk.StartingWith(new PinnedVersion("GO_VERSION", "1.2"))))).World.ShouldBe(["alpine-base", "go~1.2"]);

    [Fact]
    public void The_command_has_absolute_folders_and_an_environment_of_its_own()
    {
        var layout = new ScriptedBuilder().Layout;
        var plan = Plan(TestProject.Minimal());
        var command = MkimageCommand.Make(plan, new(plan.WorkName, "0123456789abcdef", "5e6f7a8b"), layout, OverlayRun.Now);
        var root = "/builder/" + plan.WorkName;
        var staged = root + "/stages/5e6f7a8b";

        command.Arguments.ShouldBe(
        [
            "sh", staged + "/stage/bin/build", root, root + "/out/5e6f7a8b", "/aports/scripts/mkimage.sh", "--profile", "rescue", "--arch", "x86_64", "--tag", "3.21",
            "--workdir", root + "/work", "--outdir", root + "/out/5e6f7a8b",
            "--repository", "https://mirror.example/alpine/v3.21/main", "--repository", "https://mirror.example/alpine/v3.21/community",
        ]);
        command.Name.ShouldBe("mkimage-" + plan.WorkName + "-0123456789abcdef-5e6f7a8b");
        command.WorkingDirectory.ShouldBe(staged + "/stage");
        command.Environment.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => v.Key + "=" + v.Value).ShouldBe(
        [
            "HOME=" + staged + "/home", "LC_ALL=C", "PATH=" + staged + "/stage/bin:/usr/bin:/bin", "SOURCE_DATE_EPOCH=1700000000", "TMPDIR=" + root + "/tmp",
        ]);
    }

    private BuildPlan Plan(LiveCdImage image, string? tag = null) => BuildPlan.Make(image, _project.Context, "x86_64", tag, _project.Output);
}
