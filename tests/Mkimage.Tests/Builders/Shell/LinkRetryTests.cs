using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders.Shell;
using Bivouac.Mkimage.Processes;
using Bivouac.Mkimage.Tests.Building;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Shell;

public sealed class LinkRetryTests
{
    private static readonly LinkLostException Refused = new(new ProcessResult(255, "", "connect to host far: Connection refused"));

    private readonly ManualClock _clock = new();
    private readonly List<string> _told = [];
    private readonly LinkRetry _retry;

    public LinkRetryTests() => _retry = new("ssh://far", _clock, TimeSpan.FromMinutes(10), new LinkNotices { To = new Said(_told) });

    [Fact]
    public async Task A_loss_that_lasts_is_told_once_and_so_is_its_end()
    {
        await WaitAsync();
        _told.ShouldBeEmpty();
        for (var i = 0; i < 3; i++)
        {
            _clock.Advance(2);
            await WaitAsync();
        }

        _retry.Reset();
        _retry.Reset();

        _told.ShouldBe(["The connection to ssh://far was lost (connect to host far: Connection refused); trying again for up to 10 minutes", "The connection to ssh://far is back"]);
    }

    [Fact]
    public async Task What_comes_back_at_once_is_not_told()
    {
        for (var i = 0; i < 2; i++)
        {
            await WaitAsync();
            _clock.Advance(0.5);
            _retry.Reset();
        }

        _told.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_does_not_come_back_ends_with_what_to_do()
    {
        await WaitAsync();
        _clock.Advance(601);

        var failure = await Should.ThrowAsync<DriverException>(WaitAsync);

        failure.ExitCode.ShouldBe(ExitCode.BuilderUnavailable);
        failure.Why.ShouldContain("Connection refused");
        failure.Next.ShouldStartWith("What runs there goes on.");
    }

    private Task WaitAsync() => _retry.WaitAsync(Refused, TestContext.Current.CancellationToken);

    private sealed class Said(List<string> lines) : IProgress<string>
    {
        public void Report(string value) => lines.Add(value);
    }
}
