using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Events;
using Bivouac.Mkimage.Building.Runs;
using Bivouac.Mkimage.Commands;
using Bivouac.Mkimage.Staging.Brought;
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
        built.Sections.Single().Name.ShouldBe("kernel");
        (await File.ReadAllLinesAsync(Path.Combine(_project.Output, "rescue-x86_64.log"), TestContext.Current.CancellationToken)).ShouldBe(builder.Log);
        _listener.Told.Where(t => !t.StartsWith("line", StringComparison.Ordinal)).ShouldBe(
            [
                "stage: Making the builder ready", "stage: Staging the scripts and the overlay's files", "stage: Running mkimage.sh", "run: new",
                "started: kernel x86_64 lts", "ended: kernel x86_64 lts", "stage: Fetching the image", "transfer: 1 of 3", "transfer: 3 of 3",
            ]);
    }

    [Fact]
    public async Task The_stage_of_each_state_of_the_project_has_a_folder_of_its_own()
    {
        var builder = Builder();
        builder.Made[Iso] = [1];
        await RunAsync(builder);
        var other = Builder();
        other.Made[Iso] = [1];
        await RunAsync(other, image: TestProject.Minimal(iso => iso.Apks("nano")));

        builder.Calls[0].ShouldMatch($"^put /builder/{Plan().WorkName}/stages/[0-9a-f]{{16}}$");
        other.Calls[0].ShouldNotBe(builder.Calls[0]);
        builder.Inputs.ShouldNotBeNull().ShouldContain("kernel\tmodloop compression\tlz4\n");
    }

    [Fact]
    public async Task A_mistake_that_shows_late_starts_nothing()
    {
        var builder = Builder();

        await Should.ThrowAsync<DriverException>(() => RunAsync(builder, ready: Task.FromException(new DriverException(ExitCode.Usage, "late", "", ""))));

        builder.Started.ShouldBeNull();
        var late = new TaskCompletionSource();
        var running = RunAsync(builder, ready: late.Task);
        late.SetException(new DriverException(ExitCode.Usage, "late", "", ""));
        (await Should.ThrowAsync<DriverException>(() => running)).What.ShouldBe("late");
        builder.Started.ShouldBeNull();
        builder.Calls.ShouldHaveSingleItem().ShouldStartWith("put ");
    }

    [Fact]
    public async Task A_mistake_does_not_wait_for_another_build()
    {
        var builder = Builder();
        builder.Former[new BuilderRun("old", new RunName(Plan().WorkName, "0123456789abcdef", "5e6f7a8b").ToString(), default, "/builder/.runs/old/log")] = true;
        var late = new TaskCompletionSource();
        var running = RunAsync(builder, ready: late.Task);
        late.SetException(new DriverException(ExitCode.Usage, "late", "", ""));

        await Should.ThrowAsync<DriverException>(() => running);

        _listener.Told.ShouldNotContain(static t => t.StartsWith("stage: Waiting", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_starts_a_run_is_told_its_id_and_who_joins_one_is_not()
    {
        var ids = new List<string>();
        var first = Builder();
        first.Made[Iso] = [1];
        (await RunAsync(first, started: ids.Add)).Run.Id.ShouldBe("new");
        var second = Builder();
        second.Made[Iso] = [1];
        second.Former[new BuilderRun("there", first.Started!.Name, default, "/log")] = true;
        (await RunAsync(second, started: ids.Add)).Run.Id.ShouldBe("there");

        ids.ShouldBe(["new"]);
    }

    [Theory]
    [InlineData(-3600, -3600)]
    [InlineData(240, 0)]
    public async Task A_joined_run_began_when_it_was_started_but_never_in_the_future_of_this_machine(int startedSeconds, int saidSeconds)
    {
        var first = Builder();
        first.Made[Iso] = [1];
        await RunAsync(first);
        var second = Builder();
        second.Made[Iso] = [1];
        var now = _clock.GetUtcNow();
        second.Former[new BuilderRun("there", first.Started!.Name, now.AddSeconds(startedSeconds), "/log")] = true;

        (await RunAsync(second)).StartedAt.ShouldBe(now.AddSeconds(saidSeconds));
    }

    [Fact]
    public async Task A_run_that_puts_another_time_into_the_image_is_not_the_same_build()
    {
        var first = Builder();
        first.Made[Iso] = [1];
        await RunAsync(first, date: new(OverlayRun.Date, IsGiven: true));
        var second = Builder();
        second.Made[Iso] = [1];
        second.Former[new BuilderRun("there", first.Started!.Name, default, "/log")] = true;

        (await RunAsync(second)).Run.Id.ShouldBe("new");

        RunName.Parse(second.Started!.Name)!.SourceDate.ShouldBeNull();
        _listener.Told.ShouldContain(static t => t.StartsWith("stage: Waiting", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_runs_of_one_state_have_an_image_each()
    {
        var (first, second) = (Builder(), Builder());
        first.Made[Iso] = second.Made[Iso] = [1];
        await RunAsync(first);
        await RunAsync(second);

        var (one, other) = (RunName.Parse(first.Started!.Name)!, RunName.Parse(second.Started!.Name)!);
        one.MakesTheSameAs(other).ShouldBeTrue();
        one.Out.ShouldNotBe(other.Out);
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
        failure.What.ShouldBe("The build was lost");
        failure.Next.ShouldStartWith("Run it again; sections that were made are kept.");
    }

    [Fact]
    public async Task Of_a_run_that_a_restart_cut_off_nothing_is_kept_and_that_is_said()
    {
        var failure = await Should.ThrowAsync<DriverException>(() => RunAsync(new ScriptedBuilder
        {
            Clock = _clock,
            Log = [">>> mkimage-x86_64: --> kernel x86_64 lts 93ddfd50 linux-lts"],
            ExitCode = null,
            Gone = BuilderRunState.LostByRestart,
        }));

        failure.Why.ShouldBe("the builder was restarted while it ran");
        failure.Next.ShouldStartWith("Run it again; all sections are made anew");
    }

    [Fact]
    public async Task A_running_build_of_another_state_is_waited_for()
    {
        var builder = Builder();
        builder.Made[Iso] = [1];
        builder.Former[Run("old", Plan().WorkName)] = true;
        builder.Former[Run("ended", Plan().WorkName)] = false;
        builder.Former[Run("other", "other-x86_64-12345678")] = true;
        await RunAsync(builder);

        builder.Calls[0].ShouldBe("follow old");
        builder.Calls.ShouldNotContain("follow ended");
        builder.Calls.ShouldNotContain("follow other");
        builder.Calls.ShouldContain(c => c.StartsWith("start ", StringComparison.Ordinal));
        _listener.Told[1].ShouldBe("stage: Waiting for a build of another state of this image, which still runs (its log: /builder/.runs/old/log)");
    }

    [Fact]
    public async Task A_running_build_of_the_same_state_is_followed_instead_of_started_again()
    {
        var first = Builder();
        first.Made[Iso] = [1];
        await RunAsync(first);
        var again = Builder("line of the run that is there");
        again.Made[Iso] = [2];
        again.Former[new BuilderRun("there", first.Started!.Name, default, "/builder/.runs/there/log")] = true;
        var built = await RunAsync(again);

        again.Started.ShouldBeNull();
        _listener.Told.ShouldContain("joined: there");
        (await File.ReadAllBytesAsync(built.IsoPath, Token)).ShouldBe([2]);
    }

    [Fact]
    public async Task A_first_interrupt_leaves_the_build_running()
    {
        using var first = new CancellationTokenSource();
        var builder = new ScriptedBuilder { Clock = _clock, Log = ["one", "two"], OnLine = line => CancelAt(line, "two", first) };

        (await Should.ThrowAsync<BuildDetachedException>(() => RunAsync(builder, interrupts: Immediately(first.Token, CancellationToken.None)))).Run.Id.ShouldBe("new");
        builder.Calls.ShouldNotContain("stop new");
    }

    [Fact]
    public async Task An_interrupt_while_it_is_asked_how_the_build_ended_tells_how_to_take_it_up()
    {
        using var first = new CancellationTokenSource();
        var builder = new ScriptedBuilder { Clock = _clock, Log = ["one"], OnState = first.Cancel };

        (await Should.ThrowAsync<BuildDetachedException>(() => RunAsync(builder, interrupts: Immediately(first.Token, CancellationToken.None)))).Run.Id.ShouldBe("new");
    }

    [Fact]
    public async Task A_second_interrupt_ends_the_build_with_all_of_its_processes()
    {
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var builder = new ScriptedBuilder { Clock = _clock, Log = ["one", "two"], OnLine = line => CancelAt(line, "two", second, first) };

        await Should.ThrowAsync<BuildStoppedException>(() => RunAsync(builder, interrupts: Immediately(first.Token, second.Token)));
        builder.Calls[^1].ShouldBe("stop new");
    }

    [Fact]
    public async Task An_interrupt_before_mkimage_is_started_starts_nothing()
    {
        using var first = new CancellationTokenSource();
        await first.CancelAsync();
        var builder = Builder();

        await Should.ThrowAsync<OperationCanceledException>(() => RunAsync(builder, interrupts: Immediately(first.Token, CancellationToken.None)));
        builder.Started.ShouldBeNull();
    }

    [Fact]
    public async Task A_log_that_cannot_be_written_here_loses_nothing_of_the_build()
    {
        var builder = new ScriptedBuilder { Clock = _clock, Log = ["one"], OnLine = _ => throw new IOException("No space left on device") };

        var failure = await Should.ThrowAsync<DriverException>(() => RunAsync(builder));
        failure.ExitCode.ShouldBe(ExitCode.BuilderUnavailable);
        failure.Why.ShouldBe("No space left on device");
        failure.Next.ShouldContain("dotnet run -- attach new");
        builder.Calls.ShouldNotContain("stop new");
    }

    [Fact]
    public async Task A_builder_that_cannot_be_reached_any_more_goes_on_building()
    {
        var builder = new ScriptedBuilder { Clock = _clock, Log = ["one"], OnLine = _ => throw new DriverException(ExitCode.BuilderUnavailable, "The connection broke", "no route", "Try again.") };

        (await Should.ThrowAsync<DriverException>(() => RunAsync(builder))).Next.ShouldContain("dotnet run -- attach new");
        builder.Calls.ShouldNotContain("stop new");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("ended")]
    public async Task Attach_takes_the_image_of_a_build_that_has_ended(string? id)
    {
        var first = Builder();
        first.Made[Iso] = [1];
        await RunAsync(first);
        var builder = Builder();
        builder.Made[Iso] = [7];
        builder.Former[new BuilderRun("ended", first.Started!.Name, default, "/log")] = false;
        builder.Former[Run("older", Plan().WorkName)] = false;

        var built = await AttachAsync(builder, id);

        builder.Started.ShouldBeNull();
        (await File.ReadAllBytesAsync(built.IsoPath, Token)).ShouldBe([7]);
    }

    [Fact]
    public async Task Attach_finds_the_build_that_another_machine_started_from_another_folder()
    {
        var first = Builder();
        first.Made[Iso] = [1];
        await RunAsync(first);
        var builder = Builder();
        builder.Made[Iso] = [7];
        var elsewhere = RunName.Parse(first.Started!.Name)! with { WorkName = "rescue-x86_64-0badcafe" };
        builder.Former[new BuilderRun("there", elsewhere.ToString(), default, "/log")] = false;

        await AttachAsync(builder, null);

        builder.Calls[^1].ShouldBe($"fetch /builder/rescue-x86_64-0badcafe/out/{elsewhere.Out}/{Iso}");
    }

    [Fact]
    public async Task Attach_leaves_an_image_of_another_state_of_the_project_where_it_is()
    {
        var builder = Builder();
        builder.Made[Iso] = [7];
        builder.Former[Run("other", Plan().WorkName)] = false;

        var failure = await Should.ThrowAsync<DriverException>(() => AttachAsync(builder, null));

        failure.ExitCode.ShouldBe(ExitCode.ImageWrong);
        failure.Why.ShouldContain("another state of the project");
        builder.Calls.ShouldNotContain(c => c.StartsWith("fetch", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Attach_to_what_is_not_there_names_what_is()
    {
        var builder = Builder();
        builder.Former[Run("other", "kiosk-x86_64-12345678")] = true;

        var none = await Should.ThrowAsync<DriverException>(() => AttachAsync(builder, null));
        none.ExitCode.ShouldBe(ExitCode.Usage);
        none.Why.ShouldBe("the builder knows other");
        (await Should.ThrowAsync<DriverException>(() => AttachAsync(builder, "other"))).Next.ShouldBe("Pass --profile kiosk --arch x86_64.");
    }

    private static void CancelAt(string line, string at, params CancellationTokenSource[] sources)
    {
        foreach (var source in line == at ? sources : []) source.Cancel();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static BuildInterrupts Immediately(CancellationToken detach, CancellationToken stop) => new(detach, stop) { Grace = TimeSpan.Zero };

    private static BuilderRun Run(string id, string workName) => new(id, new RunName(workName, "0123456789abcdef", "5e6f7a8b").ToString(), default, $"/builder/.runs/{id}/log");

    private ScriptedBuilder Builder(params string[] log) => new() { Clock = _clock, Log = log };

    private BuildPlan Plan(LiveCdImage? image = null) => BuildPlan.Make(image ?? TestProject.Minimal(), _project.Context, "x86_64", null, _project.Output);

    private MkimageRunner Runner(ScriptedBuilder builder) => new(builder, new BuildEvents(_listener, _clock), _clock);

    private Task<MkimageResult> RunAsync(ScriptedBuilder builder, LiveCdImage? image = null, BuildInterrupts? interrupts = null, Action<string>? started = null, Task? ready = null, SourceDate? date = null)
    {
        var plan = Plan(image);
        return Runner(builder).RunAsync(plan, VerifiedBuild.StageOf(plan, _project.Context, BroughtFiles.None), date ?? OverlayRun.Now, interrupts ?? new(Token, CancellationToken.None), ready, started);
    }

    private async Task<MkimageResult> AttachAsync(ScriptedBuilder builder, string? id)
    {
        var interrupts = new BuildInterrupts(Token, CancellationToken.None);
        var build = await Runner(builder).AttachAsync(Plan(), () => Task.FromResult(VerifiedBuild.StageOf(Plan(), _project.Context, BroughtFiles.None)), id, interrupts);
        return await Runner(builder).CollectAsync(Plan(), build, interrupts);
    }
}
