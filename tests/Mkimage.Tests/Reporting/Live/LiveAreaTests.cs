using System;
using System.Linq;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Events;
using Bivouac.Mkimage.Reporting;
using Bivouac.Mkimage.Reporting.Live;
using Bivouac.Mkimage.Reporting.Presentation;
using Bivouac.Mkimage.Tests.Building;
using Shouldly;
using Spectre.Console.Testing;
using Xunit;

namespace Bivouac.Mkimage.Tests.Reporting.Live;

/// <summary>What stands on a terminal while rows are drawn again and again, and when they are gone.</summary>
public sealed class LiveAreaTests : IDisposable
{
    private readonly TestConsole _console = new TestConsole().Interactive().EmitAnsiSequences();
    private readonly TerminalDouble _terminal = new(20, 6);
    private int _seen;

    public LiveAreaTests() => (_console.Profile.Width, _console.Profile.Height) = (20, 6);

    public void Dispose() => _console.Dispose();

    [Fact]
    public void Rows_are_drawn_in_the_place_of_the_former_ones()
    {
        var area = new LiveArea(_console);
        area.Draw(Rows("one", "two", "three"));
        area.Draw(Rows("1", "2", "3"));
        Screen().ShouldBe(["1", "2", "3"]);
        area.Draw(Rows("only this"));
        Screen().ShouldBe(["only this"]);
        area.Draw(Rows("a", "b"));
        Screen().ShouldBe(["a", "b"]);
        _terminal.CursorIsShown.ShouldBeFalse();
    }

    [Fact]
    public void Lines_go_on_above_them()
    {
        var reporter = new Reporter(_console);
        var area = new LiveArea(_console);
        area.Draw(Rows("one", "two"));
        reporter.Line("a note");
        area.Draw(Rows("three", "four"));
        reporter.Line("a note that is wider than the terminal");
        reporter.Line();
        area.Draw(Rows("five"));

        Screen().ShouldBe(["a note", "a note that is wider", " than the terminal", "", "five"]);
    }

    [Fact]
    public void At_the_end_nothing_of_them_is_left()
    {
        var reporter = new Reporter(_console);
        reporter.Line("before");
        var area = new LiveArea(_console);
        area.Draw(Rows("one", "two", "three", "four", "five"));
        reporter.Line("a note");
        area.Remove();
        reporter.Line("after");

        Screen().ShouldBe(["before", "a note", "after"]);
        _terminal.CursorIsShown.ShouldBeTrue();
    }

    [Fact]
    public void A_terminal_that_becomes_narrower_keeps_no_rest_of_them()
    {
        var area = new LiveArea(_console);
        new Reporter(_console).Line("before");
        area.Draw(Rows("sixteen letters.", "short", "sixteen letters!"));
        Screen();
        Resize(10, 6);
        area.Draw(Rows("now", "it is", "narrow"));
        Screen().ShouldBe(["before", "now", "it is", "narrow"]);
        Resize(30, 6);
        area.Draw(Rows("now it is wide"));

        Screen().ShouldBe(["before", "now it is wide"]);
    }

    [Theory]
    [InlineData(100, 30)]
    [InlineData(80, 24)]
    [InlineData(40, 10)]
    public void A_whole_build_leaves_only_what_was_printed(int width, int height)
    {
        Resize(width, height);
        var clock = new ManualClock();
        using (var live = new LivePresentation(new Reporter(_console), new ClockWithoutTimers(clock)))
        {
            TestOutcome.Tell(new Drawing(live), clock);
            live.On(new BuildNote("a note\u001b[2J"));
            live.Draw();
            Screen().ShouldContain(r => r.StartsWith("rescue for x86_64", StringComparison.Ordinal));
            live.Failed(new OperationCanceledException());
        }

        string.Concat(Screen()).ShouldBe("· kernel is made anew: linux-lts 6.12.76-r0 → 6.12.81-r0· a note");
        _terminal.CursorIsShown.ShouldBeTrue();
    }

    private static LiveLine[] Rows(params string[] texts) => [.. texts.Select(t => new LiveLine(19).Add(t))];

    private void Resize(int width, int height)
    {
        _terminal.Resize(width, height);
        (_console.Profile.Width, _console.Profile.Height) = (width, height);
    }

    private string[] Screen()
    {
        var output = _console.Output;
        _terminal.Write(output[_seen..]);
        _seen = output.Length;
        return _terminal.Rows;
    }

    /// <summary>Draws after every event.</summary>
    private sealed class Drawing(LivePresentation live) : IBuildListener
    {
        public void On(BuildEvent happened)
        {
            live.On(happened);
            live.Draw();
        }
    }
}
