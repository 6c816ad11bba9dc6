using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage;
using Bivouac.Mkimage.Processes;
using Shouldly;
using Xunit;

namespace Bivouac.Alpine.Tests.Faults;

/// <summary>The driver and mkimage.sh are killed, interrupted and started twice; then it is run again, and the image is whole.</summary>
public sealed class KilledTests(AlpineFixture alpine)
{
    [Fact]
    public async Task A_driver_killed_while_the_kernel_section_is_made_goes_on_with_the_same_build()
    {
        var project = new FaultProject(alpine, "killed-cold");
        using (var driver = project.Start())
        {
            await driver.WaitForAsync("section:kernel");
            await driver.KillAsync();
        }

        File.Exists(project.Iso).ShouldBeFalse();
        using var again = project.Start();
        (await again.WaitForAsync(told => (string?)told["event"] == "runStarted"))["isJoined"]!.GetValue<bool>().ShouldBeTrue();
        (await again.EndAsync()).Code.ShouldBe(ExitCode.Success, again.Errors);
        project.RequireImage();
    }

    [Theory]
    [InlineData("stage")]
    [InlineData("builder")]
    [InlineData("send")]
    [InlineData("mkimage")]
    [InlineData("section:apkovl")]
    [InlineData("section:image")]
    [InlineData("fetch")]
    [InlineData("verify")]
    public async Task A_driver_killed_at_any_stage_leaves_nothing_that_the_next_one_stumbles_over(string stage)
    {
        var project = new FaultProject(alpine, "killed");
        if (!File.Exists(project.Iso)) await project.BuildAsync();
        project.Overlay($"killed at {stage}\n");
        using (var driver = project.Start())
        {
            await driver.WaitForAsync(stage);
            await driver.KillAsync();
        }

        // The image of before, or the new one: never something between.
        if (stage is not "verify") project.RequireImage();
        await project.BuildAsync();
    }

    [Fact]
    public async Task A_mkimage_that_is_killed_is_told_and_its_orphans_are_waited_for()
    {
        var project = new FaultProject(alpine, "mkimage-killed");
        using (var driver = project.Start())
        {
            await driver.WaitForAsync("section:kernel");
            var shells = await new ProcessRunner().RunAsync(new("pgrep", ["-o", "-f", $"^sh [^ ]*/mkimage.sh --profile small .*{Path.GetFileName(WorkName(project))}"]), TestContext.Current.CancellationToken);
            shells.Output.Trim().ShouldNotBeEmpty();
            await new ProcessRunner().RunAsync(new("/bin/kill", ["-s", "KILL", shells.Output.Trim()]), TestContext.Current.CancellationToken);
            var (code, ended) = await driver.EndAsync();
            code.ShouldBe(ExitCode.MkimageFailed);
            ((string?)ended?["failure"]?["what"]).ShouldBe("mkimage.sh exited 137 in section kernel x86_64 lts");
        }

        await project.BuildAsync();
    }

    [Fact]
    public async Task Ctrl_C_leaves_the_build_and_attach_takes_it_up_and_a_second_one_ends_it()
    {
        var project = new FaultProject(alpine, "interrupted");
        using (var driver = project.Start())
        {
            await driver.WaitForAsync("section:kernel");
            await driver.SignalAsync("INT");
            (await driver.EndAsync()).Code.ShouldBe(ExitCode.Interrupted);
            driver.Errors.ShouldContain("dotnet run -- attach");
        }

        using (var attached = project.Attach())
        {
            await attached.WaitForAsync("section:kernel");
            await attached.SignalAsync("INT");
            await attached.WaitForAsync(told => (string?)told["event"] == "note");
            await attached.SignalAsync("INT");
            (await attached.EndAsync()).Code.ShouldBe(ExitCode.Interrupted);
            attached.Errors.ShouldContain("was ended, with everything that it started");
        }

        Processes(WorkName(project)).ShouldBe(0);
        await project.BuildAsync();
    }

    [Fact]
    public async Task An_image_that_attach_took_up_is_not_built_once_more()
    {
        var project = new FaultProject(alpine, "taken-up");
        using (var driver = project.Start())
        {
            await driver.WaitForAsync("section:kernel");
            await driver.SignalAsync("INT");
            (await driver.EndAsync()).Code.ShouldBe(ExitCode.Interrupted);
        }

        using (var attached = project.Attach())
            (await attached.EndAsync()).Code.ShouldBe(ExitCode.Success, attached.Errors);
        using var again = project.Start();
        var (code, ended) = await again.EndAsync();

        code.ShouldBe(ExitCode.Success, again.Errors);
        ((bool?)ended?["unchanged"]).ShouldBe(true);
    }

    [Fact]
    public async Task A_termination_ends_the_build_too()
    {
        var project = new FaultProject(alpine, "terminated");
        using var driver = project.Start();
        await driver.WaitForAsync("section:kernel");
        await driver.SignalAsync("TERM");

        (await driver.EndAsync()).Code.ShouldBe(ExitCode.Interrupted);
        Processes(WorkName(project)).ShouldBe(0);
    }

    [Fact]
    public async Task Two_drivers_at_once_both_end_with_the_image()
    {
        var project = new FaultProject(alpine, "two at once");
        using var first = project.Start();
        using var second = project.Start();

        (await first.EndAsync()).Code.ShouldBe(ExitCode.Success, first.Errors);
        (await second.EndAsync()).Code.ShouldBe(ExitCode.Success, second.Errors);
        project.RequireImage();
    }

    [Fact]
    public async Task A_project_may_lie_in_a_folder_of_any_name() => await new FaultProject(alpine, "it's \"quoted\" $HOME `x` ünï\\").BuildAsync();

    private static string WorkName(FaultProject project) => Directory.EnumerateDirectories(project.WorkDirectory, "small-x86_64-*").Single();

    private static int Processes(string workName) => Directory.EnumerateDirectories("/proc")
        .Where(f => int.TryParse(Path.GetFileName(f), out var id) && id != Environment.ProcessId)
        .Count(f => ReadOrEmpty(Path.Combine(f, "cmdline")).Contains(Path.GetFileName(workName), StringComparison.Ordinal));

    private static string ReadOrEmpty(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended since.
            return "";
        }
    }
}
