using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Building.Runs;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Building;

public sealed class InterruptedRunTests : MkimageRunnerTest
{
    [Fact]
    public async Task A_first_interrupt_leaves_the_build_running()
    {
        using var first = new CancellationTokenSource();
        var builder = new ScriptedBuilder { Clock = Clock, Log = ["one", "two"], OnLine = line => CancelAt(line, "two", first) };

        (await Should.ThrowAsync<BuildDetachedException>(() => RunAsync(builder, interrupts: Immediately(first.Token, CancellationToken.None)))).Run.Id.ShouldBe("new");
        builder.Calls.ShouldNotContain("stop new");
    }

    [Fact]
    public async Task An_interrupt_while_it_is_asked_how_the_build_ended_tells_how_to_take_it_up()
    {
        using var first = new CancellationTokenSource();
        var builder = new ScriptedBuilder { Clock = Clock, Log = ["one"], OnState = first.Cancel };

        (await Should.ThrowAsync<BuildDetachedException>(() => RunAsync(builder, interrupts: Immediately(first.Token, CancellationToken.None)))).Run.Id.ShouldBe("new");
    }

    [Fact]
    public async Task A_second_interrupt_ends_the_build_with_all_of_its_processes()
    {
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var builder = new ScriptedBuilder { Clock = Clock, Log = ["one", "two"], OnLine = line => CancelAt(line, "two", second, first) };

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
        var builder = new ScriptedBuilder { Clock = Clock, Log = ["one"], OnLine = _ => throw new IOException("No space left on device") };

        var failure = await Should.ThrowAsync<DriverException>(() => RunAsync(builder));
        failure.ExitCode.ShouldBe(ExitCode.BuilderUnavailable);
        failure.Why.ShouldBe("No space left on device");
        failure.Next.ShouldContain("dotnet run -- attach new");
        builder.Calls.ShouldNotContain("stop new");
    }

    [Fact]
    public async Task A_builder_that_cannot_be_reached_any_more_goes_on_building()
    {
        var builder = new ScriptedBuilder { Clock = Clock, Log = ["one"], OnLine = _ => throw new DriverException(ExitCode.BuilderUnavailable, "The connection broke", "no route", "Try again.") };

        (await Should.ThrowAsync<DriverException>(() => RunAsync(builder))).Next.ShouldContain("dotnet run -- attach new");
        builder.Calls.ShouldNotContain("stop new");
    }

    private static void CancelAt(string line, string at, params CancellationTokenSource[] sources)
    {
        foreach (var source in line == at ? sources : []) source.Cancel();
    }

    private static BuildInterrupts Immediately(CancellationToken detach, CancellationToken stop) => new(detach, stop) { Grace = TimeSpan.Zero };
}
