using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders;

public sealed class FolderChangeTests : IDisposable
{
    private readonly TestFolder _here = new();

    public void Dispose() => _here.Dispose();

    [Theory]
    [InlineData("grow")]
    [InlineData("come")]
    [InlineData("rename")]
    public async Task Files_that_come_grow_or_get_another_name_wake_who_waits(string what)
    {
        _here.Write("log", "");
        using var change = new FolderChange(_here.Path);

        // One thing each, so that nothing else wakes.
        if (what == "grow") File.AppendAllText(_here["log"], "line\n");
        else if (what == "come") _here.Write("exit.new", "");
        else File.Move(_here["log"], _here["exit"]);

        await WokenAsync(change);
    }

    [Fact]
    public async Task Where_nothing_happens_the_time_ends_the_waiting()
    {
        using var change = new FolderChange(_here.Path);

        await change.WaitAsync(TimeSpan.FromMilliseconds(50), Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Changes_that_nobody_waits_for_come_to_one()
    {
        using var change = new FolderChange(_here.Path);
        for (var i = 0; i < 500; i++) _here.Write(FormattableString.Invariant($"file{i}"), "x");

        await WokenAsync(change);
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        using var change = new FolderChange(_here.Path);
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));

        await Should.ThrowAsync<OperationCanceledException>(() => change.WaitAsync(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan, cancelled.Token));
    }

    private static Task WokenAsync(FolderChange change) =>
        change.WaitAsync(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
}
