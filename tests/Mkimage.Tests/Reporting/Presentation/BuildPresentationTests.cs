using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage.Building.Events;
using Bivouac.Mkimage.Reporting;
using Bivouac.Mkimage.Reporting.Json;
using Bivouac.Mkimage.Reporting.Presentation;
using Bivouac.Mkimage.Tests.Building;
using Bivouac.Mkimage.Tests.Project;
using Shouldly;
using Spectre.Console.Testing;
using Xunit;

namespace Bivouac.Mkimage.Tests.Reporting.Presentation;

public sealed class BuildPresentationTests : IDisposable
{
    private readonly TestConsole _console = new();
    private readonly ManualClock _clock = new();
    private readonly TestProject _project = new();

    public BuildPresentationTests() => _console.Profile.Width = 40;

    public void Dispose()
    {
        _console.Dispose();
        _project.Dispose();
    }

    [Theory]
    [InlineData("", typeof(LivePresentation))]
    [InlineData("TERM=xterm-256color", typeof(LivePresentation))]
    [InlineData("NO_COLOR=", typeof(LivePresentation))]
    [InlineData("NO_COLOR=1", typeof(LinesPresentation))]
    [InlineData("CI=true", typeof(LinesPresentation))]
    [InlineData("TERM=dumb", typeof(LinesPresentation))]
    public void A_terminal_has_a_live_view_unless_the_environment_says_no(string environment, Type type)
    {
        using var terminal = new TestConsole().Interactive().EmitAnsiSequences();
        var variables = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(v => v.Split('=')).ToDictionary(v => v[0], v => v[1]);
        using var presentation = BuildPresentation.Create(new Reporter(terminal), OutputStyle.Normal, _clock, variables.GetValueOrDefault);

        presentation.ShouldBeOfType(type);
    }

    [Theory]
    [InlineData("Normal", typeof(LinesPresentation))]
    [InlineData("Verbose", typeof(LinesPresentation))]
    [InlineData("Quiet", typeof(QuietPresentation))]
    [InlineData("Json", typeof(JsonPresentation))]
    public void What_is_piped_on_is_as_the_options_say(string style, Type type)
    {
        using var presentation = BuildPresentation.Create(new Reporter(_console), Enum.Parse<OutputStyle>(style), _clock, _ => null);

        presentation.ShouldBeOfType(type);
    }

    [Fact]
    public void Lines_say_what_happens_and_when_and_progress_by_tenths()
    {
        Tell(OutputStyle.Normal);

        _console.Output.Split('\n')[..7].ShouldBe(
        [
            "rescue for x86_64, Alpine 3.21",
            "      0.0 s  Laying out the scripts",
            "      0.5 s  Fetching packages",
            "      0.5 s    kernel is made anew: linux-lts 6.12.76-r0 → 6.12.81-r0",
            "      1.5 s    packages 10 %  10/100  9.5 of 95.4 MiB  9.5 MiB/s  9 s left",
            "      2.5 s    packages 20 %  20/100  19.1 of 95.4 MiB  9.5 MiB/s  8 s left",
            "      3.5 s    packages 30 %  30/100  28.6 of 95.4 MiB  9.5 MiB/s  7 s left",
        ]);
        _console.Output.Split('\n')[14..].ShouldBe(
        [
            "     10.6 s  Running mkimage.sh",
            "     10.6 s    Run run1, log: /builder/log",
            "     10.6 s    kernel x86_64 lts ...",
            "     50.6 s    kernel x86_64 lts took 40.0 s",
            "     50.6 s    image alpine-rescue-3.21-x86_64.iso ...",
            "     52.6 s    image alpine-rescue-3.21-x86_64.iso took 2.0 s",
            "",
        ]);
    }

    [Fact]
    public void Verbose_lines_have_the_log()
    {
        Tell(OutputStyle.Verbose);

        _console.Output.ShouldContain("\na line of the log\n");
    }

    [Fact]
    public void Quiet_says_where_the_image_is_and_nothing_else()
    {
        using var presentation = Tell(OutputStyle.Quiet);
        presentation.Succeeded(TestOutcome.Of(_project));

        _console.Output.ShouldBe(TestOutcome.Of(_project).Report.IsoPath + "\n");
    }

    [Theory]
    [InlineData("Normal")]
    [InlineData("Verbose")]
    public void What_comes_from_a_builder_never_steers_a_terminal(string style)
    {
        _console.Interactive().EmitAnsiSequences();
        const string Hostile = "\u001b[2J\u001b]0;x\u0007\u202e\r\nb";
        using var presentation = BuildPresentation.Create(new Reporter(_console), Enum.Parse<OutputStyle>(style), _clock, name => name == "CI" ? "1" : null);
        foreach (var happened in (BuildEvent[])
        [
            new BuildStarted(Hostile, Hostile, Hostile), new StageStarted(BuildStage.Mkimage, Hostile), new BuildNote(Hostile), new RunStarted(Hostile, Hostile, false),
            new RunStarted(Hostile, Hostile, true), new SectionStale(Hostile, Hostile), new SectionStarted(Hostile, Hostile), new LogLineRead(Hostile), new SectionEnded(Hostile, Hostile, default),
        ])
            presentation.On(happened);
        presentation.Succeeded(TestOutcome.Of(_project, warnings: [Hostile], builder: Hostile, packages: [new(Hostile, Hostile, 1)]));

        _console.Output.Where(c => char.IsControl(c) && c != '\n').ShouldBeEmpty();
        _console.Output.ShouldNotContain('\u202e');
    }

    [Fact]
    public async Task Events_may_come_from_several_threads()
    {
        using var presentation = BuildPresentation.Create(new Reporter(_console), OutputStyle.Json, _clock);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () =>
            {
                for (var i = 0; i < 200; i++) presentation.On(new PackagesProgress(i, 200, i, 200));
            },
            TestContext.Current.CancellationToken)));

        _console.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(l => l.StartsWith("{\"event\":\"packagesProgress\"", StringComparison.Ordinal) && l.EndsWith('}')).ShouldBe(1600);
    }

    [Fact]
    public void A_second_build_begins_from_nothing()
    {
        using var presentation = Tell(OutputStyle.Quiet);
        presentation.Progress.Sections.Count.ShouldBe(2);
        presentation.On(new BuildStarted("rescue", "aarch64", "3.21"));

        presentation.Progress.Sections.ShouldBeEmpty();
        presentation.Progress.Elapsed.ShouldBe(TimeSpan.Zero);
    }

    private BuildPresentation Tell(OutputStyle style)
    {
        var presentation = BuildPresentation.Create(new Reporter(_console), style, _clock, _ => null);
        TestOutcome.Tell(presentation, _clock);
        return presentation;
    }
}
