using System;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Building.Runs;
using Bivouac.Mkimage.Processes;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Processes;

/// <summary>What signals mean. Real ones would end the test's own process; those are sent to a driver of its own in Alpine.Tests.</summary>
public sealed class InterruptsTests
{
    [Fact]
    public void The_first_interrupt_and_a_second_one_are_told_apart()
    {
        using var interrupts = new Interrupts();

        interrupts.Take(PosixSignal.SIGINT);
        interrupts.First.IsCancellationRequested.ShouldBeTrue();
        interrupts.Second.IsCancellationRequested.ShouldBeFalse();

        interrupts.Take(PosixSignal.SIGINT);
        interrupts.Second.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public void A_termination_counts_as_both()
    {
        using var interrupts = new Interrupts();
        var wasSecond = false;
        using var woken = interrupts.First.Register(() => wasSecond = interrupts.Second.IsCancellationRequested);

        interrupts.Take(PosixSignal.SIGTERM);

        interrupts.First.IsCancellationRequested.ShouldBeTrue();
        wasSecond.ShouldBeTrue("whoever wakes up by the first looks whether the second is there");
    }

    [Fact]
    public async Task Whether_to_stop_is_waited_for_as_long_as_the_grace_lasts()
    {
        using var stop = new CancellationTokenSource();
        var interrupts = new BuildInterrupts(CancellationToken.None, stop.Token) { Grace = Timeout.InfiniteTimeSpan };
        var asked = interrupts.IsStopAskedAsync(TimeProvider.System);

        asked.IsCompleted.ShouldBeFalse();
        await stop.CancelAsync();
        (await asked).ShouldBeTrue();
        (await (interrupts with { Stop = CancellationToken.None, Grace = TimeSpan.Zero }).IsStopAskedAsync(TimeProvider.System)).ShouldBeFalse();
    }
}
