using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Shell;
using Bivouac.Mkimage.Processes;
using Bivouac.Mkimage.Tests.Building;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Shell;

/// <summary>How long a link that breaks is tried again while a log is followed that says nothing.</summary>
public sealed class LostLogTests
{
    private static readonly BuilderRun Run = new("20250318T120000000Z_rescue_0123", "rescue", default, "/runs/log");

    private readonly ManualClock _clock = new();

    [Fact]
    public async Task Losses_that_are_far_apart_are_each_a_first_one()
    {
        var log = await FollowAsync(new LossyLink(_clock, losses: 3, secondsUp: 400));

        log.ShouldBe("the end\n");
    }

    [Fact]
    public async Task Losses_that_follow_each_other_at_once_are_one()
    {
        var failure = await Should.ThrowAsync<DriverException>(() => FollowAsync(new LossyLink(_clock, losses: 5, secondsUp: 59), patience: 170));

        failure.ExitCode.ShouldBe(ExitCode.BuilderUnavailable);
        failure.What.ShouldBe("The connection to far was lost and does not come back");
    }

    private async Task<string> FollowAsync(LossyLink link, double patience = 600)
    {
        var runs = new ShellRuns(link, "far", "/runs", static inside => new ProcessCommand(inside[0], [.. inside.Skip(1)]), static (_, _) => Task.CompletedTask, _clock)
        {
            Patience = TimeSpan.FromSeconds(patience),
        };
        var log = new List<byte>();
        await foreach (var chunk in runs.FollowAsync(Run, 0, TestContext.Current.CancellationToken)) log.AddRange(chunk.Bytes.Span);
        return Encoding.UTF8.GetString([.. log]);
    }

    /// <summary>A test double: a link that is up for some time without bringing a byte, and breaks; after its last loss it brings the log.</summary>
    private sealed class LossyLink(ManualClock clock, int losses, double secondsUp) : IProcessRunner
    {
        private int _left = losses;

        public async Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellationToken = default)
        {
            if (_left-- > 0)
            {
                clock.Advance(secondsUp);
                throw new LinkLostException(new ProcessResult(255, "", "Connection reset by peer"));
            }

            await command.Output.ShouldNotBeNull().WriteAsync("the end\n"u8.ToArray(), cancellationToken);
            return new ProcessResult(0, "", "");
        }

        public Task StartDetachedAsync(ProcessCommand command, string logFile, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task SignalGroupAsync(int processGroup, GroupSignal signal, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
