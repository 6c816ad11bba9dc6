using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Building;

public sealed class MkimageRunnerTests : MkimageRunnerTest
{
    [Fact]
    public async Task The_image_comes_to_this_machine_with_the_log_and_the_sections()
    {
        var builder = Builder(">>> mkimage-x86_64: Building rescue", ">>> mkimage-x86_64: --> kernel x86_64 lts", "no line feed");
        builder.Made[Iso] = [1, 2, 3];
        var built = await RunAsync(builder);

        (await File.ReadAllBytesAsync(built.IsoPath, Token)).ShouldBe([1, 2, 3]);
        built.Sections.Single().Name.ShouldBe("kernel");
        (await File.ReadAllLinesAsync(Path.Combine(Project.Output, "rescue-x86_64.log"), Token)).ShouldBe(builder.Log);
        Listener.Told.Where(t => !t.StartsWith("line", StringComparison.Ordinal)).ShouldBe(
            [
                "stage: Making the builder ready", "stage: Staging the scripts and the overlay's files", "stage: Running mkimage.sh", "run: new",
                "started: kernel x86_64 lts", "ended: kernel x86_64 lts", "stage: Fetching the image", "transfer: 1 of 3", "transfer: 3 of 3",
            ]);
    }

    [Fact]
    public async Task What_is_staged_for_a_run_has_a_folder_of_its_own()
    {
        var builder = Builder();
        builder.Made[Iso] = [1];
        await RunAsync(builder);
        var other = Builder();
        other.Made[Iso] = [1];
        await RunAsync(other);

        builder.Calls[0].ShouldMatch($"^put /builder/{Plan().WorkName}/stages/[0-9a-f]{{8}}$");
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
    public async Task What_a_step_complained_of_and_went_well_is_no_cause_of_a_later_failure()
    {
        var builder = new ScriptedBuilder
        {
            Clock = Clock,
            ExitCode = 1,
            Log = [">>> bivouac: step driver is made", "install.sh: line 12: lsb_release: not found", ">>> bivouac: step driver is done", ">>> mkimage-x86_64: Building rescue"],
        };

        (await Should.ThrowAsync<DriverException>(() => RunAsync(builder))).Why.ShouldBe("the log does not say why");
    }

    [Fact]
    public async Task The_start_is_told_by_the_clock_as_it_is_at_the_end()
    {
        var builder = new ScriptedBuilder { Clock = Clock, Log = ["the clock is set back"], OnLine = _ => Clock.SetBack(3600), StartedAt = Clock.GetUtcNow().AddHours(-2) };
        builder.Made[Iso] = [1];

        (await RunAsync(builder)).StartedAt.ShouldBeLessThanOrEqualTo(Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_failed_run_says_the_code_the_section_the_cause_and_the_last_lines()
    {
        var builder = new ScriptedBuilder
        {
            Clock = Clock,
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
        var failure = await Should.ThrowAsync<DriverException>(() => RunAsync(new ScriptedBuilder { Clock = Clock, ExitCode = null }));

        failure.ExitCode.ShouldBe(ExitCode.MkimageFailed);
        failure.What.ShouldBe("The build was lost");
        failure.Next.ShouldStartWith("Run it again; sections that were made are kept.");
    }

    [Fact]
    public async Task Of_a_run_that_a_restart_cut_off_nothing_is_kept_and_that_is_said()
    {
        var failure = await Should.ThrowAsync<DriverException>(() => RunAsync(new ScriptedBuilder
        {
            Clock = Clock,
            Log = [">>> mkimage-x86_64: --> kernel x86_64 lts 93ddfd50 linux-lts"],
            ExitCode = null,
            Gone = BuilderRunState.LostByRestart,
        }));

        failure.Why.ShouldBe("the builder was restarted while it ran");
        failure.Next.ShouldStartWith("Run it again; all sections are made anew");
    }
}
