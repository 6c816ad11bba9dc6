using System;
using System.IO;
using System.Linq;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Image.Verification;
using Bivouac.Mkimage.Reporting;
using Bivouac.Mkimage.Tests.Project;
using Shouldly;
using Spectre.Console;
using Spectre.Console.Testing;
using Xunit;

namespace Bivouac.Mkimage.Tests.Reporting;

public sealed class ReporterTests : IDisposable
{
    private static readonly string LongPath = "/" + string.Join('/', Enumerable.Repeat("a folder with a long name", 12)) + "/alpine.iso";
    private readonly TestConsole _console = new();
    private readonly TestProject _project = new();

    public ReporterTests() => _console.Profile.Width = 40;

    public void Dispose()
    {
        _console.Dispose();
        _project.Dispose();
    }

    [Fact]
    public void A_long_path_is_neither_wrapped_nor_cut()
    {
        var reporter = new Reporter(_console);
        reporter.Line(LongPath);
        reporter.Error(LongPath);
        reporter.Warning(LongPath);

        _console.Output.ShouldBe($"{LongPath}\nerror: {LongPath}\nwarning: {LongPath}\n");
    }

    [Fact]
    public void What_looks_like_markup_is_text()
    {
        new Reporter(_console).Line("[red]not red[/] [");

        _console.Output.ShouldBe("[red]not red[/] [\n");
    }

    [Fact]
    public void Redirected_output_has_no_colour_codes()
    {
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(writer) });
        new Reporter(console).Error("wrong");

        writer.ToString().ReplaceLineEndings("\n").ShouldBe("error: wrong\n");
    }

    [Fact]
    public void A_failure_says_what_why_and_what_to_do()
    {
        new Reporter(_console).Failure(new DriverException(ExitCode.MkimageFailed, "mkimage.sh exited 1", $"the repositories lack a package: nosuch, see {LongPath}", "Correct the name."));

        _console.Output.ShouldBe($"\nerror: mkimage.sh exited 1.\n  Why:  The repositories lack a package: nosuch, see {LongPath}.\n  Next: Correct the name.\n");
    }

    [Fact]
    public void A_failure_that_quotes_a_program_cannot_steer_the_terminal()
    {
        new Reporter(_console).Failure(new DriverException(ExitCode.MkimageFailed, "It\u001b[2J failed", "\u001b]0;x\u0007because", "Look:\n  \u001b[31mred\u202e\n  line"));

        _console.Output.ShouldBe("\nerror: It failed.\n  Why:  because.\n  Next: Look:\n  red\n  line\n");
    }

    [Fact]
    public void A_fault_has_its_trace_only_when_asked()
    {
        var reporter = new Reporter(_console);
        reporter.Unexpected(new InvalidOperationException("broken"), withTrace: false);

        _console.Output.ShouldStartWith("error: Something unexpected happened: InvalidOperationException: broken\n");
        _console.Output.ShouldContain("--verbose");
    }

    [Fact]
    public void A_wrong_image_names_every_difference_and_the_first_advice()
    {
        var plan = BuildPlan.Make(TestProject.Minimal(), _project.Context, "x86_64", null, _project.Output);
        var report = new ImageReport
        {
            IsoPath = LongPath,
            Checks = [new("a", true, "fine", null), new("b", false, "no overlay", "Build again"), new("c", false, "no kernel", "Look")],
            Warnings = [],
        };
        var failure = ImageFailure.Of(plan, report, ["cp: write error: No space left on device"]);

        failure.ExitCode.ShouldBe(ExitCode.ImageWrong);
        failure.Why.ShouldBe("no overlay\n        no kernel\n        The log says: the disk of the builder is full");
        failure.Next.ShouldStartWith("Build again");
        failure.Next.ShouldContain(LongPath);
    }

    [Fact]
    public void An_image_that_passes_every_check_is_not_trusted_when_the_disk_was_full()
    {
        var plan = BuildPlan.Make(TestProject.Minimal(), _project.Context, "x86_64", null, _project.Output);
        var report = new ImageReport { IsoPath = LongPath, Checks = [], Warnings = [] };

        ImageFailure.OfSpoiled(plan, report, ["cp: write error: No space left on device"])!.ExitCode.ShouldBe(ExitCode.ImageWrong);
        ImageFailure.OfSpoiled(plan, report, ["Images generated in /builder/out"]).ShouldBeNull();
    }
}
