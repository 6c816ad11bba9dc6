using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Bivouac.Mkimage.Booting;
using Bivouac.Mkimage.Booting.Events;
using Bivouac.Mkimage.Booting.Smoke;
using Bivouac.Mkimage.Reporting;
using Bivouac.Mkimage.Reporting.Booting;
using Bivouac.Mkimage.Reporting.Presentation;
using Bivouac.Mkimage.Tests.Building;
using Bivouac.Mkimage.Tests.Project;
using Shouldly;
using Spectre.Console.Testing;
using Xunit;

namespace Bivouac.Mkimage.Tests.Commands;

/// <summary>What the command takes, refuses and shows; the boots themselves are tested where they are made.</summary>
public sealed class BootCommandTests : IDisposable
{
    private static readonly BootOutcome Outcome = new(
        [
            new("ssh", SmokeTestOutcome.Passed, TimeSpan.FromSeconds(31.24), "'true' returned 0 over ssh"),
            new("web", SmokeTestOutcome.Failed, TimeSpan.FromSeconds(120), "after 120 s: nothing accepts a connection on port 80"),
            new("audit", SmokeTestOutcome.NotRun, null, "no network"),
        ],
        null,
        "/out/rescue.boot.log",
        ["Welcome", "rescue login: "]);

    private readonly TestProject _project = new("ALPINE_VERSION=3.21\n");

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("--expect has an empty value", "--expect", "")]
    [InlineData("--expect: '(' is not a regular expression of .NET (", "--expect", "(")]
    [InlineData("--timeout takes 1 to 86400 seconds.", "--timeout", "0")]
    [InlineData("--timeout takes 1 to 86400 seconds.", "--timeout", "100000")]
    [InlineData("exclude each other", "--json", "--quiet")]
    [InlineData("ISO has an empty value", "")]
    [InlineData("error: ", "--builder", "host")]
    public async Task What_makes_no_sense_ends_with_2(string message, params string[] options)
    {
        var run = await DriverRun.InvokeAsync([TestProject.Minimal()], ["boot", .. options]);

        run.ExitCode.ShouldBe(ExitCode.Usage);
        run.Output.ShouldContain(message);
    }

    [Fact]
    public async Task An_image_that_was_not_built_is_told_with_its_place()
    {
        var run = await DriverRun.InvokeAsync([TestProject.Minimal()], "boot", "--project", _project.Folder, "--output", _project.Output);

        run.ExitCode.ShouldBe(ExitCode.Usage);
        run.Output.ShouldContain($"'{Path.Combine(_project.Output, "alpine-rescue-3.21-x86_64.iso")}' does not exist.");
        run.Output.ShouldContain("Next: Build it first: dotnet run");
    }

    [Fact]
    public async Task A_file_with_the_name_of_an_image_is_that_image()
    {
        var iso = Path.Combine(_project.Root, "elsewhere", "alpine-rescue-3.21-loongarch64.iso");
        Directory.CreateDirectory(Path.GetDirectoryName(iso)!);
        File.WriteAllText(iso, "");
        var images = new[] { TestProject.Image(i => i.Arch(Arch.Loongarch64).Hostname("rescue")), TestProject.Minimal(name: "other") };

        var run = await DriverRun.InvokeAsync(images, "boot", iso, "--project", _project.Folder, "--output", _project.Output);

        run.ExitCode.ShouldBe(ExitCode.Usage);
        run.Output.ShouldContain("An image for loongarch64 cannot be booted here.");
    }

    [Fact]
    public void Lines_show_the_console_and_at_the_end_all_tests_with_the_reasons()
    {
        var shown = Show(
            OutputStyle.Normal,
            new BootStarted("/out/rescue.iso", "x86_64", true, false, 40022, TimeSpan.FromSeconds(600), "/out/rescue.boot.log"),
            new ConsoleLineRead("Welcome"),
            new SmokeTestEnded(Outcome.Results[0]),
            new MachineKept(77, 40022, "ssh -p 40022 root@127.0.0.1"));

        shown.ShouldBe(
            """
            Booting rescue.iso in QEMU (x86_64, emulated, UEFI); ssh on 127.0.0.1:40022; waiting 600 s at most
              | Welcome
              ok ssh (31.2 s)
            The machine goes on until you press Ctrl-C. QEMU's process is 77.
              Log in:  ssh -p 40022 root@127.0.0.1

              ok ssh (31.2 s): 'true' returned 0 over ssh
              -- web (120.0 s): after 120 s: nothing accepts a connection on port 80
              .. audit (not run): no network
            1 passed, 1 failed, 1 not run. The console: /out/rescue.boot.log

            """);
    }

    [Fact]
    public void Programs_get_the_same_as_lines_of_JSON()
    {
        var lines = Show(OutputStyle.Json, new ConsoleLineRead("Welcome"), new SmokeTestEnded(Outcome.Results[0])).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToArray();

        lines.Select(l => (string?)l["event"]).ShouldBe(["streamStarted", "consoleLine", "smokeTestEnded", "bootEnded"]);
        ((double)lines[2]["result"]!["after"]!).ShouldBe(31.24);
        ((int)lines[3]["exitCode"]!).ShouldBe(8);
        lines[3]["results"]!.AsArray().Select(r => (string?)r!["outcome"]).ShouldBe(["passed", "failed", "notRun"]);
        ((string?)lines[3]["failure"]!["why"]).ShouldBe("the test 'web': after 120 s: nothing accepts a connection on port 80");
    }

    [Fact]
    public void Quiet_shows_the_path_of_a_good_image_alone()
    {
        Show(OutputStyle.Quiet, new ConsoleLineRead("Welcome")).ShouldBeEmpty();

        using var console = new TestConsole();
        BootPresentation.Create(new Reporter(console), OutputStyle.Quiet, new ManualClock()).End("/out/rescue.iso", Outcome with { Results = [Outcome.Results[0]] });
        console.Output.ShouldBe("/out/rescue.iso\n");
    }

    private static string Show(OutputStyle style, params BootEvent[] events)
    {
        using var console = new TestConsole();
        console.Profile.Width = 60;
        var presentation = BootPresentation.Create(new Reporter(console), style, new ManualClock());
        foreach (var happened in events) presentation.On(happened);
        presentation.End("/out/rescue.iso", Outcome);
        return console.Output;
    }
}
