using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using Bivouac.Mkimage.Building.Tools;
using Bivouac.Mkimage.Processes;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Building.Tools;

/// <summary>How mkimage.sh is run, and what comes before and beside it.</summary>
public partial class BuildProgramTests
{
    [Fact]
    public async Task It_runs_mkimage_with_its_arguments_and_returns_its_code()
    {
        var result = await RunAsync("printf '<%s>' \"$@\"; exit 43", "--tag", "a b", "");

        result.ExitCode.ShouldBe(43);
        result.Output.ShouldEndWith("<--tag><a b><>");
    }

    [Fact]
    public async Task The_time_of_the_start_is_noted_before_mkimage_begins()
    {
        await RunAsync("touch ../../../out/0a1b2c3d/new.iso");

        File.GetLastWriteTimeUtc(Path.Combine(Out, "new.iso")).ShouldBeGreaterThanOrEqualTo(File.GetLastWriteTimeUtc(Path.Combine(Out, ".started")));
    }

    [Fact]
    public async Task A_clock_that_was_set_back_while_it_ran_does_not_make_the_image_older_than_the_start()
    {
        // As it would be after an hour ahead was taken back.
        var result = await RunAsync("touch -d @$(($(date +%s) + 3600)) ../../../out/0a1b2c3d/.started; touch ../../../out/0a1b2c3d/new.iso");

        result.Output.ShouldMatch("the clock was set back by about 360[0-9] s while this build ran");
        File.GetLastWriteTimeUtc(Path.Combine(Out, "new.iso")).ShouldBeGreaterThan(File.GetLastWriteTimeUtc(Path.Combine(Out, ".started")));
    }

    [Fact]
    public async Task A_clock_that_goes_on_evenly_leaves_the_time_of_the_start_as_it_is()
    {
        var result = await RunAsync("stat -c %Y ../../../out/0a1b2c3d/.started");

        result.Output.ShouldNotContain("clock");
        result.Output.ShouldEndWith(FormattableString.Invariant($"{new DateTimeOffset(File.GetLastWriteTimeUtc(Path.Combine(Out, ".started"))).ToUnixTimeSeconds()}\n"));
    }

    [Fact]
    public async Task A_second_build_waits_for_the_first_and_for_all_that_the_first_left_running()
    {
        var first = RunAsync("(until [ -e ../../../go ]; do sleep 0.05; done; echo late >../../../late) >/dev/null 2>&1 & echo first");
        (await first).Output.ShouldEndWith("first\n");
        var told = new TaskCompletionSource();
        var second = RunAsync("cat ../../../late", line =>
        {
            if (line.Contains("waiting for another build", StringComparison.Ordinal)) told.TrySetResult();
        });

        await told.Task.WaitAsync(Token);
        second.IsCompleted.ShouldBeFalse();
        Here.Write("root dir/go", "");
        (await second).Output.ShouldEndWith("late\n");
    }

    [Fact]
    public async Task What_is_going_to_be_made_is_looked_at_with_mkimages_own_arguments()
    {
        Double("section-packages", "printf '<%s>' \"$@\"; echo");
        Double("fetch-packages", "printf '<%s>' \"$@\" >&2; echo >&2");

        var result = await RunAsync("printf '<%s>' \"$@\"", "--profile", "rescue", "--arch", "x86_64", "--tag", "a b", "--repository", "https://a/main", "--repository", "/srv/b");

        result.Output.ShouldContain($"<{Here["root dir"]}/ahead><{Here.Path}><rescue><x86_64><a b><{Here["root dir"]}/work><https://a/main></srv/b>\n");
        result.Error.ShouldBe($"<{Here["root dir"]}/ahead><{Here[".packages/x86_64"]}><x86_64>\n");
        result.Output.ShouldEndWith("<--profile><rescue><--arch><x86_64><--tag><a b><--repository><https://a/main><--repository></srv/b>");
    }

    [Fact]
    public async Task The_repository_of_fetched_packages_comes_first()
    {
        Double("fetch-packages", "echo '/packages of/x86_64'");

        (await RunAsync("printf '<%s>' \"$@\"", "--repository", "https://a/main")).Output.ShouldEndWith("<--repository></packages of/x86_64><--repository><https://a/main>");
    }

    [Theory]
    [InlineData("section-packages")]
    [InlineData("fetch-packages")]
    public async Task Packages_that_cannot_be_had_end_the_build_before_mkimage(string program)
    {
        Double(program, "echo '>>> bivouac: package a-1-r0: truncated' >&2; exit 1");

        var result = await RunAsync("echo mkimage", "--repository", "https://a/main");

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldNotContain("mkimage");
        result.Error.ShouldBe(">>> bivouac: package a-1-r0: truncated\n");
    }

    [Fact]
    public async Task Without_a_repository_that_is_far_away_nothing_is_fetched()
    {
        Double("section-packages", "echo asked; exit 1");

        var result = await RunAsync("echo mkimage", "--repository", "/srv/b");

        (result.ExitCode, result.Output).ShouldBe((0, ">>> bivouac: stale all it is not known what they were made from\nmkimage\n"));
    }

    [Fact]
    public async Task Run_from_elsewhere_it_touches_nothing()
    {
        var elsewhere = Here.Write("elsewhere/build", BuildProgram.File.Text);

        var result = await new ProcessRunner().RunAsync(new(Shell.Shell[0], [.. Shell.Shell[1..], elsewhere, Here["root dir"], Out, "mkimage.sh"]), Token);

        (result.ExitCode, result.Output).ShouldBe((BuildProgram.Unusable, elsewhere + ": not in the stage/bin of a staged state\n"));
        Directory.Exists(Here["root dir/work/usr"]).ShouldBeTrue();
    }

    [Fact]
    public async Task Without_flock_nothing_is_touched()
    {
        foreach (var tool in (string[])["sh", "dirname", "mkdir", "printf"]) File.CreateSymbolicLink(Path.Combine(Here.Folder("few tools"), tool), "/usr/bin/" + tool);

        Put();
        var result = await new ProcessRunner().RunAsync(
            new("/bin/sh", [Path.Combine(Stage, "stage/bin", BuildProgram.FileName), Here["root dir"], Out, "mkimage.sh"]) { Environment = new Dictionary<string, string> { ["PATH"] = Here["few tools"] } },
            Token);

        result.ExitCode.ShouldBe(BuildProgram.Unusable);
        result.Output.ShouldBe("flock: not found\n");
        Directory.Exists(Here["root dir/work/usr"]).ShouldBeTrue();
    }
}
