using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Tests.Project;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Building;

public sealed class MkimageRunnerTests : IDisposable
{
    private const string Iso = "alpine-rescue-3.21-x86_64.iso";
    private readonly TestProject _project = new();
    private readonly ManualClock _clock = new(new DateTimeOffset(2025, 3, 18, 12, 0, 0, 700, TimeSpan.Zero));
    private readonly RecordingListener _listener = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task The_image_comes_to_this_machine_with_the_log_and_the_sections()
    {
        var builder = Builder(">>> mkimage-x86_64: Building rescue", ">>> mkimage-x86_64: --> kernel x86_64 lts", "no line feed");
        builder.Made[Iso] = [1, 2, 3];
        var built = await RunAsync(builder);

        (await File.ReadAllBytesAsync(built.IsoPath, TestContext.Current.CancellationToken)).ShouldBe([1, 2, 3]);
        built.StartedAt.ShouldBe(new DateTimeOffset(2025, 3, 18, 12, 0, 0, TimeSpan.Zero), "a builder's file times have whole seconds");
        built.Sections.Single().Name.ShouldBe("kernel");
        (await File.ReadAllLinesAsync(Path.Combine(_project.Output, "rescue-x86_64.log"), TestContext.Current.CancellationToken)).ShouldBe(builder.Log);
        _listener.Told.Where(t => !t.StartsWith("line", StringComparison.Ordinal)).ShouldBe(
            [
                "stage: Making the builder ready", "stage: Staging the scripts and the overlay's files", "stage: Running mkimage.sh", "run: new",
                "started: kernel x86_64 lts", "ended: kernel x86_64 lts", "stage: Fetching the image",
            ]);
    }

    [Fact]
    public async Task What_the_last_build_left_goes_before_the_new_one_is_placed()
    {
        var builder = Builder();
        builder.Made[Iso] = [1];
        builder.Work.UnionWith(["apkovl_rescue_1", "kernel_x86_64_lts_1", "usr"]);
        await RunAsync(builder);
        builder.Work.ShouldBeEmpty("nothing is known of the first build's inputs");

        var again = Builder();
        again.Inputs = builder.Inputs;
        again.Made[Iso] = [1];
        again.Work.UnionWith(["apkovl_rescue_1", "kernel_x86_64_lts_1", "usr"]);
        await RunAsync(again);

        again.Work.ShouldBe(["kernel_x86_64_lts_1"]);
        again.Calls.ShouldBe(
        [
            "remove work/apkovl_rescue_1", "remove work/usr", "remove out/former.iso",
            "remove " + Plan().WorkName + "/stage", "remove " + Plan().WorkName + "/home", "put /builder/" + Plan().WorkName, "start mkimage-" + Plan().WorkName,
        ]);
    }

    [Fact]
    public async Task Checksums_and_manifest_of_a_former_image_go_before_the_new_image_comes()
    {
        Directory.CreateDirectory(_project.Output);
        foreach (var ending in (string[])[".sha256", ".sha512", ".manifest.json"]) await File.WriteAllTextAsync(Path.Combine(_project.Output, Iso + ending), "old", TestContext.Current.CancellationToken);
        var builder = Builder();
        builder.Made[Iso] = [1];
        await RunAsync(builder);

        Directory.EnumerateFiles(_project.Output, Iso + "*").ShouldBe([Path.Combine(_project.Output, Iso)]);
    }

    [Fact]
    public async Task A_failed_run_says_the_code_the_section_the_cause_and_the_last_lines()
    {
        var builder = new ScriptedBuilder
        {
            Clock = _clock,
            ExitCode = 1,
            Log = [">>> mkimage-x86_64: Building rescue", ">>> mkimage-x86_64: --> apks x86_64 da39a3ee5e6b4b0d3255bfef95601890afd80709", "ERROR: nosuch: unable to select package (or its dependencies)"],
        };
        var failure = await Should.ThrowAsync<DriverException>(() => RunAsync(builder));

        failure.ExitCode.ShouldBe(ExitCode.MkimageFailed);
        failure.What.ShouldBe("mkimage.sh exited 1 in section apks x86_64");
        failure.Why.ShouldBe("the repositories lack a package: nosuch");
        failure.Next.ShouldContain("/builder/" + Plan().WorkName + "/work");
        failure.Next.ShouldContain(Plan().LogFile);
        failure.Next.ShouldEndWith("  ERROR: nosuch: unable to select package (or its dependencies)");
    }

    [Fact]
    public async Task A_run_that_was_lost_is_a_failure()
    {
        var failure = await Should.ThrowAsync<DriverException>(() => RunAsync(new ScriptedBuilder { Clock = _clock, ExitCode = null }));

        failure.ExitCode.ShouldBe(ExitCode.MkimageFailed);
        failure.What.ShouldBe("mkimage.sh was lost");
    }

    [Fact]
    public async Task A_former_build_that_still_runs_is_waited_for()
    {
        var builder = Builder();
        builder.Made[Iso] = [1];
        builder.Former[new BuilderRun("old", "mkimage-" + Plan().WorkName, default, "/builder/.runs/old/log")] = true;
        builder.Former[new BuilderRun("ended", "mkimage-" + Plan().WorkName, default, "/log")] = false;
        builder.Former[new BuilderRun("other", "mkimage-other-x86_64-12345678", default, "/log")] = true;
        await RunAsync(builder);

        builder.Calls[0].ShouldBe("follow old");
        builder.Calls.ShouldNotContain("follow ended");
        builder.Calls.ShouldNotContain("follow other");
        _listener.Told[1].ShouldBe("stage: Waiting for a former build of this image, which still runs (its log: /builder/.runs/old/log)");
    }

    [Fact]
    public async Task Cancellation_ends_the_run_with_all_of_its_processes()
    {
        using var source = new CancellationTokenSource();
        var builder = new ScriptedBuilder { Clock = _clock, Log = ["one", "two"], OnLine = line => CancelAt(line, source) };

        await Should.ThrowAsync<OperationCanceledException>(() => RunAsync(builder, source.Token));
        builder.Calls[^1].ShouldBe("stop new");

        static void CancelAt(string line, CancellationTokenSource source)
        {
            if (line == "two") source.Cancel();
        }
    }

    [Fact]
    public async Task A_fault_of_this_machine_ends_the_run_too()
    {
        var builder = new ScriptedBuilder { Clock = _clock, Log = ["one"], OnLine = _ => throw new IOException("No space left on device") };

        await Should.ThrowAsync<IOException>(() => RunAsync(builder));
        builder.Calls[^1].ShouldBe("stop new");
    }

    [Fact]
    public async Task A_builder_that_cannot_be_reached_any_more_goes_on_building()
    {
        var builder = new ScriptedBuilder { Clock = _clock, Log = ["one"], OnLine = _ => throw new DriverException(ExitCode.BuilderUnavailable, "The connection broke", "no route", "Try again.") };

        await Should.ThrowAsync<DriverException>(() => RunAsync(builder));
        builder.Calls.ShouldNotContain("stop new");
    }

    private ScriptedBuilder Builder(params string[] log) => new() { Clock = _clock, Log = log };

    private BuildPlan Plan() => BuildPlan.Make(TestProject.Minimal(), _project.Context, "x86_64", null, _project.Output);

    private Task<MkimageResult> RunAsync(ScriptedBuilder builder, CancellationToken? token = null) => new MkimageRunner(builder, _listener, _clock)
        .RunAsync(Plan(), _project.Stage(TestProject.Minimal()), OverlayRun.Date, token ?? TestContext.Current.CancellationToken);
}
