using System;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Http;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Http;

public sealed class HttpRetryTests
{
    private static readonly HttpSource Source = new(new Uri("https://vendor.invalid/f"));
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<RetryConditionHeaderValue?, TimeSpan?> Headers => new()
    {
        { new(TimeSpan.FromSeconds(7)), TimeSpan.FromSeconds(7) },
        { new(Now.AddMinutes(2)), TimeSpan.FromMinutes(2) },
        { new(Now.AddMinutes(-2)), null },
        { null, null },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void What_the_server_asks_for_is_read_as_a_time_or_a_date(RetryConditionHeaderValue? header, TimeSpan? after)
    {
        using var answer = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        answer.Headers.Date = Now;
        answer.Headers.RetryAfter = header;

        Should.Throw<PassingHttpException>(() => HttpFailures.RefusePassing(answer)).After.ShouldBe(after);
    }

    /// <summary>The pauses of its own would be of an hour.</summary>
    [Fact]
    public async Task What_the_server_asks_for_goes_before_the_growing_pause()
    {
        var tries = 0;
        var retry = new HttpRetry(2, TimeSpan.FromHours(1));

        var got = await retry.RunAsync(
            Source,
            _ => ++tries < 3 ? throw new PassingHttpException("busy", null) { After = TimeSpan.Zero } : Task.FromResult("here"),
            TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        got.ShouldBe("here");
        tries.ShouldBe(3);
    }

    [Fact]
    public async Task A_pause_ends_with_the_one_who_waits()
    {
        using var stop = new CancellationTokenSource();
        var waiting = new HttpRetry(1, TimeSpan.FromHours(1)).RunAsync<string>(Source, _ => throw new PassingHttpException("busy", null), stop.Token);
        waiting.IsCompleted.ShouldBeFalse();
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }
}
