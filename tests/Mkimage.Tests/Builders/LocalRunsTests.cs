using System;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Processes;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders;

public sealed class LocalRunsTests : IDisposable
{
    private static readonly ProcessCommand Hang = new("/bin/sh", ["-c", "echo up; while :; do sleep 0.1; done"]);

    private readonly TestFolder here = new();
    private readonly ProcessRunner processes = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => here.Dispose();

    [Fact]
    public async Task A_run_whose_supervisor_was_killed_is_lost_and_its_log_still_ends()
    {
        var runs = Runs();
        var run = await runs.StartAsync("x", static _ => Hang, Token);
        await processes.SignalGroupAsync(GroupOf(run), GroupSignal.Kill, Token);

        await foreach (var _ in runs.FollowAsync(run, 0, Token))
            continue;

        runs.GetState(run).ShouldBe(BuilderRunState.Lost);
        await runs.StopAsync(run, Token);
    }

    [Fact]
    public async Task A_run_of_an_earlier_boot_is_lost_whatever_has_its_number_now()
    {
        var runs = Runs();
        var run = await runs.StartAsync("x", static _ => Hang, Token);
        var file = Path.Combine(Path.GetDirectoryName(run.LogFile)!, "process");
        var fields = (await File.ReadAllTextAsync(file, Token)).Split(' ');

        await File.WriteAllTextAsync(file, $"{fields[0]} {fields[1]} another-boot\n", Token);
        runs.GetState(run).ShouldBe(BuilderRunState.LostByRestart);
        await runs.StopAsync(run, Token);

        await File.WriteAllTextAsync(file, $"{fields[0]} 1 {fields[2]}", Token);
        runs.GetState(run).ShouldBe(BuilderRunState.Lost);
        await runs.StopAsync(run, Token);

        await File.WriteAllTextAsync(file, string.Join(' ', fields), Token);
        runs.GetState(run).ShouldBe(BuilderRunState.Running);
        await runs.StopAsync(run, Token);
        runs.GetState(run).Phase.ShouldBe(BuilderRunPhase.Ended);
    }

    [Fact]
    public async Task Old_runs_that_have_ended_are_forgotten_and_others_are_not()
    {
        for (var i = 0; i < RunId.Kept + 3; i++)
        {
            var folder = here.Folder($"runs/20240101T0000{i:00}000Z_old_ab");
            await File.WriteAllTextAsync(Path.Combine(folder, "process"), "2147483646 1 another-boot\n", Token);
        }

        var runs = Runs();
        var run = await runs.StartAsync("new", static _ => new ProcessCommand("true", []), Token);
        await foreach (var _ in runs.FollowAsync(run, 0, Token))
            continue;

        var left = runs.List();
        left.Count.ShouldBe(RunId.Kept);
        left[0].ShouldBe(run);
        left[^1].Id.ShouldBe("20240101T000004000Z_old_ab");
    }

    [Fact]
    public void What_is_no_run_is_not_listed()
    {
        here.Write("runs/notes/process", "1 2 3\n");
        here.Write("runs/20240101T000000000Z_x_ab/log", "no process yet\n");

        Runs().List().ShouldBeEmpty();
    }

    private static int GroupOf(BuilderRun run) => int.Parse(
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(run.LogFile)!, "process")).Split(' ')[0],
        CultureInfo.InvariantCulture);

    private LocalRuns Runs() => new(
        processes,
        here["runs"],
        (id, _) =>
        {
            Directory.Delete(Path.Combine(here["runs"], id), recursive: true);
            return Task.CompletedTask;
        },
        TimeProvider.System)
    {
        Grace = TimeSpan.FromSeconds(5),
    };
}
