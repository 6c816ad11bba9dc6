using System;
using System.Linq;
using Bivouac.Mkimage.Building.Events;
using Bivouac.Mkimage.Reporting.Live;
using Bivouac.Mkimage.Reporting.Records;
using Bivouac.Mkimage.Tests.Building;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Reporting.Live;

public sealed class LiveScreenTests
{
    private readonly ManualClock _clock = new();
    private readonly BuildProgress _build;
    private readonly BuildEvents _events;

    public LiveScreenTests()
    {
        _build = new(_clock);
        _events = new(_build, _clock);
    }

    [Fact]
    public void A_terminal_of_80_columns_shows_stages_sections_and_the_log()
    {
        BuildUntilMkimage();

        Show(79, 23).ShouldBe(
        [
            "rescue for x86_64, Alpine 3.21                                           48.5 s",
            "✓ stage           0.5 s  │ Running mkimage.sh",
            "✓ packages        8.0 s  │ ✓ kernel x86_64 lts                           30.0 s",
            "⠋ mkimage        40.0 s  │ ⠋ apks x86_64                                 10.0 s",
            "· fetch                  │",
            "· verify                 │",
            "── log ────────────────────────────────────────────────────────────────────────",
            "line 6",
            "line 7",
            "line 8",
            "line 9",
            "line 10",
            "red and very long: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…",
        ]);
    }

    [Fact]
    public void A_small_terminal_shows_what_goes_on_and_the_last_lines()
    {
        BuildUntilMkimage();

        Show(39, 7).ShouldBe(
        [
            "rescue for x86_64, Alpine 3.21   48.5 s",
            "⠋ mkimage (2 of 5 done)          40.0 s",
            "⠋ apks x86_64                    10.0 s",
            "  line 8",
            "  line 9",
            "  line 10",
            "  red and very long: xxxxxxxxxxxxxxxxx…",
        ]);
    }

    [Fact]
    public void Packages_have_a_bar_with_rate_and_the_time_that_is_left()
    {
        _events.Begin(BuildStage.Packages, "Fetching packages");
        for (var i = 0; i <= 4; i++)
        {
            _events.Tell(new PackagesProgress(i * 10, 100, i * 10L << 20, 100L << 20));
            _clock.Advance(1);
        }

        Show(79, 23)[^1].ShouldBe("packages ━━━━━━━━━━━━━━━  40 %  40/100  40.0 of 100.0 MiB  10.0 MiB/s  6 s left");
        Show(39, 9)[^2..].ShouldBe(["packages " + new string('━', 22) + "  40 %", "40/100  40.0 MiB  10.0 MiB/s  6 s left"]);
        Show(24, 9)[^1].ShouldBe("40.0 MiB  6 s left");
    }

    [Fact]
    public void The_image_has_one_too_and_it_goes_with_its_stage()
    {
        _events.Begin(BuildStage.Fetch, "Fetching the image");
        _events.Tell(new TransferProgress(0, 0));
        Show(60, 20)[^1].ShouldContain("image    ━");
        _events.Tell(new TransferProgress(50, 100));
        Show(60, 20)[^1].ShouldContain(" 50 %  50 of 100 B");
        _events.Begin(BuildStage.Verify, "Comparing");

        Show(60, 20).ShouldNotContain(l => l.Contains('━'));
    }

    [Fact]
    public void A_stage_that_is_passed_over_is_not_waited_for()
    {
        _events.Begin(BuildStage.Stage, "Laying out");
        _events.Begin(BuildStage.Mkimage, "Running mkimage.sh");

        string.Join(' ', Show(79, 23)).ShouldNotContain("packages");
        string.Join(' ', Show(79, 23)).ShouldContain("· verify");
    }

    [Fact]
    public void Whatever_the_size_no_row_is_too_wide_and_none_too_many()
    {
        BuildUntilMkimage();
        _events.Tell(new LogLineRead("\u001b[2J\u001b[H漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字\r\tend"));
        _events.Tell(new PackagesProgress(1, 3, 1, 3));

        foreach (var width in Enumerable.Range(1, 130))
        {
            foreach (var height in Enumerable.Range(1, 40))
            {
                var rows = LiveScreen.Rows(_build, width, height, 3);
                rows.Count.ShouldBeInRange(1, height);
                rows.ShouldAllBe(r => r.Length <= width && LiveLine.Cells(r.ToString()) == r.Length && !r.ToString().Any(char.IsControl));
            }
        }
    }

    [Fact]
    public void Before_anything_is_told_there_is_a_time_at_least() => Show(40, 10).ShouldBe([new string(' ', 35) + "0.0 s", .. Show(40, 10)[1..]]);

    [Theory]
    [InlineData("text", 4, "text")]
    [InlineData("text", 3, "te…")]
    [InlineData("text", 1, "…")]
    [InlineData("text", 0, "")]
    [InlineData("漢字漢字", 8, "漢字漢字")]
    [InlineData("漢字漢字", 6, "漢字…")]
    public void Text_is_cut_by_the_cells_that_it_takes(string text, int cells, string cut) => LiveLine.Cut(text, cells).ShouldBe(cut);

    private void BuildUntilMkimage()
    {
        _events.Tell(new BuildStarted("rescue", "x86_64", "3.21"));
        _events.Begin(BuildStage.Stage, "Laying out the scripts");
        _clock.Advance(0.5);
        _events.Begin(BuildStage.Packages, "Fetching packages");
        _clock.Advance(8);
        _events.Begin(BuildStage.Mkimage, "Running mkimage.sh");
        _events.Tell(new SectionStarted("kernel", "x86_64 lts"));
        _clock.Advance(30);
        _events.Tell(new SectionEnded("kernel", "x86_64 lts", TimeSpan.FromSeconds(30)));
        _events.Tell(new SectionStarted("apks", "x86_64"));
        for (var i = 1; i <= 10; i++) _events.Tell(new LogLineRead($"line {i}"));
        _events.Tell(new LogLineRead("tar: Ignoring unknown extended header keyword 'x'"));
        _events.Tell(new LogLineRead("\u001b[31mred\u001b[0m and very long: " + new string('x', 300)));
        _clock.Advance(10);
    }

    private string[] Show(int width, int height) => [.. LiveScreen.Rows(_build, width, height, 0).Select(r => r.ToString().TrimEnd())];
}
