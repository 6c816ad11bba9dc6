using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Processes;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Shell;

/// <summary>The contract through nothing but this machine's shell and tools.</summary>
public class ShellBuilderTests : BuilderContract
{
    protected virtual IReadOnlyDictionary<string, string> FarEnvironment => HostBuilder.CleanEnvironment;

    [Fact]
    public async Task A_run_whose_supervisor_was_killed_is_lost_and_its_log_still_ends()
    {
        var run = await StartAsync("echo up; while :; do sleep 0.1; done");
        await UntilLoggedAsync(run, "up");
        await new ProcessRunner().SignalGroupAsync(int.Parse(Process(run)[0], CultureInfo.InvariantCulture), GroupSignal.Kill, Token);

        (await FollowAsync(run)).ShouldBe("up\n");

        (await Builder.GetStateAsync(run, Token)).ShouldBe(BuilderRunState.Lost);
    }

    [Fact]
    public async Task A_run_of_an_earlier_boot_is_lost_and_not_touched_whatever_has_its_number_now()
    {
        var run = await StartAsync("echo up; while :; do sleep 0.1; done");
        var process = Process(run);

        await WriteProcessAsync(run, process[0], process[1], "another-boot");
        var state = await Builder.GetStateAsync(run, Token);
        state.ShouldBe(BuilderRunState.LostByRestart);
        state.Why.ShouldNotBeNull().ShouldContain("restarted");
        await Builder.StopAsync(run, Token);

        await WriteProcessAsync(run, process[0], "1", process[2]);
        (await Builder.GetStateAsync(run, Token)).ShouldBe(BuilderRunState.Lost);
        await Builder.StopAsync(run, Token);

        await WriteProcessAsync(run, process);
        (await Builder.GetStateAsync(run, Token)).ShouldBe(BuilderRunState.Running);
    }

    [Fact]
    public async Task Every_byte_of_a_long_log_arrives_from_any_offset()
    {
        var run = await StartAsync("i=0; while [ $i -lt 20000 ]; do i=$((i+1)); echo \"line $i\"; done");
        var whole = string.Concat(Enumerable.Range(1, 20000).Select(static i => $"line {i}\n"));

        (await FollowAsync(run)).ShouldBe(whole);
        (await FollowAsync(run, 12345)).ShouldBe(whole[12345..]);
    }

    [Fact]
    public async Task An_offset_behind_the_end_waits_for_it()
    {
        var run = await StartAsync("printf 01234; until [ -e go ]; do sleep 0.05; done; printf 56789");
        Here.Write("in/go", "");
        var following = FollowAsync(run, 7);

        await Builder.PutAsync(Here["in"], Root, Token);

        (await following).ShouldBe("789");
    }

    [Fact]
    public async Task Who_stops_listening_leaves_no_process_behind()
    {
        var run = await StartAsync("echo up; until [ -e go ]; do sleep 0.05; done");

        await UntilLoggedAsync(run, "up");

        while (CommandLines().Any(l => l.Contains(run.Id, StringComparison.Ordinal) && l.Contains("fdinfo", StringComparison.Ordinal)))
            await Task.Delay(10, Token);
        await Builder.StopAsync(run, Token);
    }

    [Fact]
    public async Task Old_runs_that_have_ended_are_forgotten_and_others_are_not()
    {
        for (var i = 0; i < RunId.Kept + 3; i++)
            Here.Write($"work dir/.runs/20240101T0000{i:00}000Z_old_ab/process", "2147483646 1 another-boot\n");
        Here.Write("work dir/.runs/notes/process", "1 2 3\n");
        Here.Write("work dir/.runs/20240101T000000000Z_x_ab/log", "no process yet\n");

        var run = await StartAsync("true");

        var left = await Builder.ListRunsAsync(Token);
        left.Count.ShouldBe(RunId.Kept);
        left[0].ShouldBe(run);
        left[^1].Id.ShouldBe("20240101T000004000Z_old_ab");
    }

    [Fact]
    public async Task A_run_that_is_not_there_is_told()
    {
        var none = new BuilderRun("20240101T000000000Z_none_ab", "none", default, "");

        (await Should.ThrowAsync<DriverException>(() => FollowAsync(none))).Why.ShouldBe("there is no such run");
        (await Builder.GetStateAsync(none, Token)).ShouldBe(BuilderRunState.Lost);
        await Builder.StopAsync(none, Token);
    }

    private protected override IBuilder Create(string workDirectory) => new ShellBuilder(workDirectory, FarEnvironment, Enter);

    private protected virtual ProcessCommand Enter(IReadOnlyList<string> command) =>
        new(command[0], [.. command.Skip(1)]) { Environment = FarEnvironment };

    private static string[] Process(BuilderRun run) => File.ReadAllText(ProcessFile(run)).TrimEnd().Split(' ');

    private static string ProcessFile(BuilderRun run) => Path.Combine(Path.GetDirectoryName(run.LogFile)!, "process");

    private Task WriteProcessAsync(BuilderRun run, params string[] fields) =>
        File.WriteAllTextAsync(ProcessFile(run), string.Join(' ', fields) + "\n", Token);

    private static IEnumerable<string> CommandLines()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(static f => char.IsAsciiDigit(Path.GetFileName(f)[0])))
        {
            string line;
            try
            {
                line = File.ReadAllText(Path.Combine(folder, "cmdline"));
            }
            catch (IOException)
            {
                // It has ended since.
                continue;
            }

            yield return line;
        }
    }
}
