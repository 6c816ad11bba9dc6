using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Bivouac.Mkimage.Reporting;
using Bivouac.Mkimage.Tests.Project;
using Shouldly;
using Spectre.Console;
using Spectre.Console.Testing;
using Xunit;

namespace Bivouac.Mkimage.Tests.Commands;

/// <summary>Where the driver's words go: standard output, standard error, and neither.</summary>
public sealed class OutputTests : IDisposable
{
    private readonly TestProject _project = new();
    private readonly TestConsole _output = new();
    private readonly TestConsole _errors = new();

    public void Dispose()
    {
        _project.Dispose();
        _output.Dispose();
        _errors.Dispose();
    }

    [Theory]
    [InlineData("check", "--format", "json", "--profile", "nosuch")]
    [InlineData("check", "--format", "sarif", "--project", "/nowhere/at/all")]
    [InlineData("check", "--format", "xml")]
    [InlineData("plan", "--json", "--arch", "s390x")]
    public async Task A_failure_is_told_on_the_standard_error_and_the_output_stays_empty(params string[] args)
    {
        var code = await DriverRun.InvokeAsync(new Reporter(_output, _errors), [TestProject.Minimal()], args);

        code.ShouldBe(ExitCode.Usage);
        _output.Output.ShouldBeEmpty();
        _errors.Output.ShouldContain("error: ");
    }

    [Fact]
    public async Task Findings_are_the_output_of_check()
    {
        var code = await DriverRun.InvokeAsync(new Reporter(_output, _errors), [TestProject.Image(iso => iso.Hostname("a"))], "check", "--project", _project.Folder);

        code.ShouldBe(ExitCode.DefinitionHasErrors);
        _output.Output.ShouldContain("error BIV0102");
        _errors.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_output_of_a_build_for_a_program_is_events_alone_and_the_words_go_to_the_standard_error()
    {
        var code = await DriverRun.InvokeAsync(
            new Reporter(_output, _errors), [TestProject.Minimal()], "build", "--project", _project.Folder, "--output", _project.Output, "--builder", "moon", "--json");

        code.ShouldBe(ExitCode.Usage);
        var events = _output.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToArray();
        events[..3].Select(e => e.GetProperty("event").GetString()).ShouldBe(["streamStarted", "buildStarted", "stageStarted"]);
        events[^1].GetProperty("event").GetString().ShouldBe("buildEnded");
        events[^1].GetProperty("exitCode").GetInt32().ShouldBe((int)ExitCode.Usage);
        events[^1].GetProperty("failure").GetProperty("what").GetString().ShouldBe("There is no builder 'moon'");
        _errors.Output.ShouldContain("error: There is no builder 'moon'.");
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--quiet")]
    public async Task Findings_of_a_build_whose_output_is_for_a_program_go_to_the_standard_error(string style)
    {
        await DriverRun.InvokeAsync(
            new Reporter(_output, _errors), [TestProject.Minimal(iso => iso.File("/tmp/x", "x\n"))], "build", "--project", _project.Folder, "--output", _project.Output, "--builder", "moon", style);

        _output.Output.ShouldNotContain("BIV0301");
        _errors.Output.ShouldContain("warning BIV0301");
    }

    [Fact]
    public async Task A_definition_with_errors_ends_the_events_of_a_build()
    {
        var code = await DriverRun.InvokeAsync(new Reporter(_output, _errors), [TestProject.Image(iso => iso.Hostname("a"))], "build", "--project", _project.Folder, "--json");

        code.ShouldBe(ExitCode.DefinitionHasErrors);
        var events = _output.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToArray();
        events.Select(e => e.GetProperty("event").GetString()).ShouldBe(["streamStarted", "buildEnded"]);
        events[1].GetProperty("exitCode").GetInt32().ShouldBe((int)ExitCode.DefinitionHasErrors);
        events[1].GetProperty("profile").ValueKind.ShouldBe(JsonValueKind.Null);
        _errors.Output.ShouldContain("error BIV0102");
    }

    [Fact]
    public async Task A_quiet_build_that_fails_says_so_on_the_standard_error_alone()
    {
        var code = await DriverRun.InvokeAsync(
            new Reporter(_output, _errors), [TestProject.Minimal()], "build", "--project", _project.Folder, "--output", _project.Output, "--builder", "moon", "--quiet");

        code.ShouldBe(ExitCode.Usage);
        _output.Output.ShouldBeEmpty();
        _errors.Output.ShouldContain("error: There is no builder 'moon'.");
    }

    [Theory]
    [InlineData("check")]
    [InlineData("check", "--format", "json")]
    [InlineData("plan", "--json")]
    [InlineData("--help")]
    [InlineData("--version")]
    public async Task An_output_that_cannot_be_written_ends_with_1_and_a_reason(params string[] args)
    {
        var code = await DriverRun.InvokeAsync(new Reporter(Full(), _errors), [TestProject.Minimal()], args);

        code.ShouldBe(ExitCode.Unexpected);
        _errors.Output.ShouldContain("error: The output cannot be written.\n  Why:  No space left on device.\n");
        _errors.Output.ShouldNotContain("fault of Bivouac");
    }

    [Fact]
    public async Task Without_any_place_for_words_the_exit_code_and_the_report_remain()
    {
        var report = Path.Combine(_project.Output, "check.sarif");
        var code = await DriverRun.InvokeAsync(new Reporter(Full(), Full()), [TestProject.Minimal()], "check", "--project", _project.Folder, "--report", report);

        code.ShouldBe(ExitCode.Unexpected);
        File.Exists(report).ShouldBeTrue();
    }

    private static IAnsiConsole Full() => AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(new FullDevice()) });

    private sealed class FullDevice : StringWriter
    {
        public override void Write(char value) => throw new IOException("No space left on device");

        public override void Write(string? value) => throw new IOException("No space left on device");

        public override void Write(char[] buffer, int index, int count) => throw new IOException("No space left on device");
    }
}
