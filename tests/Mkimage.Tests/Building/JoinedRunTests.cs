using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Building.Runs;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Building;

public sealed class JoinedRunTests : MkimageRunnerTest
{
    [Fact]
    public async Task A_mistake_does_not_wait_for_another_build()
    {
        var builder = Builder();
        builder.Former[new BuilderRun("old", new RunName(Plan().WorkName, "0123456789abcdef", "5e6f7a8b").ToString(), default, "/builder/.runs/old/log")] = true;
        var late = new TaskCompletionSource();
        var running = RunAsync(builder, ready: late.Task);
        late.SetException(new DriverException(ExitCode.Usage, "late", "", ""));

        await Should.ThrowAsync<DriverException>(() => running);

        Listener.Told.ShouldNotContain(static t => t.StartsWith("stage: Waiting", StringComparison.Ordinal));
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
        var now = Clock.GetUtcNow();
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
        Listener.Told.ShouldContain(static t => t.StartsWith("stage: Waiting", StringComparison.Ordinal));
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
        Listener.Told[1].ShouldBe("stage: Waiting for a build of another state of this image, which still runs (its log: /builder/.runs/old/log)");
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
        Listener.Told.ShouldContain("joined: there");
        (await File.ReadAllBytesAsync(built.IsoPath, Token)).ShouldBe([2]);
    }
}
