using System;
using System.Linq;
using Bivouac.Mkimage.Building.Events;
using Bivouac.Mkimage.Reporting.Records;
using Bivouac.Mkimage.Tests.Building;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Reporting.Records;

public sealed class BuildProgressTests
{
    private readonly ManualClock _clock = new();
    private readonly BuildProgress _progress;

    public BuildProgressTests() => _progress = new(_clock);

    [Fact]
    public void Stages_and_sections_stand_on_one_time_line()
    {
        TestOutcome.Tell(_progress, _clock);

        _progress.Stages.Select(s => (s.Name, s.Start.TotalSeconds, s.Took?.TotalSeconds)).ShouldBe([("stage", 0, 0.5), ("packages", 0.5, 10.1), ("mkimage", 10.6, 42)]);
        _progress.Sections.Select(s => (s.Name, s.Start.TotalSeconds, s.Took?.TotalSeconds)).ShouldBe([("kernel", 10.6, 40), ("image", 50.6, 2)]);
        _progress.Stale.Single().Section.ShouldBe("kernel");
        _progress.Run!.Run.ShouldBe("run1");
        _progress.CurrentStage.ShouldBeNull();
    }

    [Fact]
    public void A_step_whose_end_is_not_told_ends_when_the_next_one_begins()
    {
        _progress.On(new StageStarted(BuildStage.Check, "Checking"));
        _progress.On(new SectionStarted("kernel", ""));
        _clock.Advance(3);
        _progress.On(new SectionStarted("apks", ""));
        _progress.On(new StageStarted(BuildStage.Stage, "Laying out"));

        _progress.Stages[0].Took!.Value.TotalSeconds.ShouldBe(3);
        _progress.Sections[0].Took!.Value.TotalSeconds.ShouldBe(3);
        _progress.Sections[1].Took.ShouldBeNull();
    }

    [Fact]
    public void Of_the_log_the_last_lines_that_say_something_are_kept()
    {
        for (var i = 0; i < 1000; i++)
        {
            _progress.On(new LogLineRead(FormattableString.Invariant($"line {i}")));
            _progress.On(new LogLineRead("tar: Ignoring unknown extended header keyword 'x'"));
        }

        _progress.Log.Count.ShouldBe(BuildProgress.KeptLogLines);
        _progress.Log.Last().ShouldBe("line 999");
    }

    [Fact]
    public void A_rate_is_that_of_the_last_seconds()
    {
        _progress.On(new TransferProgress(0, 1000));
        _progress.Transfer!.Rate.ShouldBeNull("one state alone has no rate");
        for (var second = 1; second <= 20; second++)
        {
            _clock.Advance(1);
            _progress.On(new TransferProgress(second * 10, 1000));
        }

        _progress.Transfer.Rate.ShouldBe(10);
        _progress.Transfer.Left!.Value.TotalSeconds.ShouldBe(80);
        for (var second = 1; second <= 20; second++)
        {
            _clock.Advance(1);
            _progress.On(new TransferProgress(200, 1000));
        }

        _progress.Transfer.Rate.ShouldBe(0);
        _progress.Transfer.Left.ShouldBeNull("nothing comes any more");
    }

    [Theory]
    [InlineData(0, 0, 0, 0, 0)]
    [InlineData(1, 4, 0, 0, 0.25)]
    [InlineData(1, 4, 30, 40, 0.75)]
    [InlineData(9, 4, 50, 40, 1)]
    public void A_share_is_of_bytes_where_they_are_known(int done, int total, long bytes, long totalBytes, double share)
    {
        _progress.On(new PackagesProgress(done, total, bytes, totalBytes));

        _progress.Packages!.Share.ShouldBe(share);
    }
}
