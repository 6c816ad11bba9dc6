using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders.Containers;
using Bivouac.Mkimage.Processes;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Containers;

/// <summary>Who may have a container, in shells of this machine instead of those of a container; their processes are real.</summary>
public sealed class ContainerHoldTests : IDisposable
{
    private readonly TestFolder here = new();
    private readonly ProcessRunner processes = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Shells => ["dash", "bash", "busybox"];

    public void Dispose() => here.Dispose();

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Several_share_it_and_nobody_takes_it_whole_meanwhile(string shell)
    {
        var first = (await ShareAsync(shell)).ShouldNotBeNull();
        var second = (await ShareAsync(shell)).ShouldNotBeNull();
        (await TakeWholeAsync(shell)).ShouldBeNull();

        await first.DisposeAsync();
        (await TakeWholeAsync(shell)).ShouldBeNull();
        await second.DisposeAsync();

        await using var whole = (await TakeWholeAsync(shell)).ShouldNotBeNull();
        (await ShareAsync(shell)).ShouldBeNull();
        (await TakeWholeAsync(shell)).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Who_backs_off_leaves_nothing(string shell)
    {
        await using (var whole = await TakeWholeAsync(shell)) await ShareAsync(shell);
        await using (var share = await ShareAsync(shell)) await TakeWholeAsync(shell);

        Directory.EnumerateFileSystemEntries(here["users"]).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_note_of_a_process_that_is_gone_or_of_another_with_its_number_is_none(string shell)
    {
        here.Write("users/user-2147483646", "1\n");
        here.Write("users/user-1", "18446744073709551615\n");
        here.Write("users/user-3", "");

        await using var whole = (await TakeWholeAsync(shell)).ShouldNotBeNull();
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task It_is_not_taken_whole_while_a_run_goes_on(string shell)
    {
        var start = (await File.ReadAllTextAsync("/proc/self/stat", Token)).Split(") ")[^1].Split(' ')[19];
        here.Write("runs/one/process", $"{Environment.ProcessId} 1 boot\n");
        await using (var whole = await TakeWholeAsync(shell)) whole.ShouldNotBeNull();

        // The second field of stat may hold spaces, that of the test's own process does not.
        here.Write("runs/two/process", $"{Environment.ProcessId} {start} boot\n");
        (await TakeWholeAsync(shell)).ShouldBeNull();
        await using (var share = await ShareAsync(shell)) share.ShouldNotBeNull();

        here.Write("runs/two/exit", "0\n");
        await using (var whole = await TakeWholeAsync(shell)) whole.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Files_are_looked_for_on_the_way(bool isThere)
    {
        if (isThere) here.Write("a file", "");

        await using var share = (await ShareAsync("dash", here["a file"])).ShouldNotBeNull();

        share.IsFilled.ShouldBe(isThere);
    }

    [Fact]
    public async Task One_whose_process_ends_is_lost()
    {
        await using var share = (await ShareAsync("dash")).ShouldNotBeNull();
        share.IsLost.ShouldBeFalse();
        var id = Path.GetFileName(Directory.EnumerateFiles(here["users"], "user-*").ShouldHaveSingleItem())["user-".Length..];

        await processes.RunAsync(new ProcessCommand("/bin/kill", ["-s", "KILL", id]), Token);

        while (!share.IsLost) await Task.Delay(10, Token);
        await using var whole = (await TakeWholeAsync("dash")).ShouldNotBeNull();
    }

    private async Task<ContainerHold?> ShareAsync(string shell, params IReadOnlyList<string> files) =>
        Only(await ContainerHold.ShareAsync(processes, command => Enter(shell, command), files, Token));

    private async Task<ContainerHold?> TakeWholeAsync(string shell) =>
        Only(await ContainerHold.TakeWholeAsync(processes, command => Enter(shell, command), here.Path, Token));

    private static ContainerHold? Only((ContainerHold? Hold, ProcessResult? Failure) taken)
    {
        taken.Failure.ShouldBeNull(taken.Failure?.Error);
        return taken.Hold;
    }

    // The folder of the users is the container's own; here it is the test's.
    private ProcessCommand Enter(string shell, IReadOnlyList<string> command)
    {
        string[] arguments = [.. command];
        arguments[4] = here["users"];
        if (arguments[2] == ContainerScripts.TakeWhole) arguments[5] = here["runs"];
        return shell == "busybox" ? new ProcessCommand(shell, ["sh", .. arguments[1..]]) : new ProcessCommand(shell, arguments[1..]);
    }
}
