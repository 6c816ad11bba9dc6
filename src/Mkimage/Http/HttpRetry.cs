using System;
using System.Threading;
using System.Threading.Tasks;
using Polly;
using Polly.Retry;

namespace Bivouac.Mkimage.Http;

/// <summary>Makes a request again when its failure may pass: after a pause that grows, of uneven length so that many drivers do not come back at once.</summary>
internal sealed class HttpRetry
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly ResiliencePipeline pipeline;

    /// <summary>Creates it.</summary>
    /// <param name="times">How many further tries there are.</param>
    /// <param name="pause">How long the first pause is, about.</param>
    public HttpRetry(int times, TimeSpan pause)
    {
        pipeline = times == 0
            ? ResiliencePipeline.Empty
            : new ResiliencePipelineBuilder()
                .AddRetry(new RetryStrategyOptions
                {
                    ShouldHandle = new PredicateBuilder().Handle<PassingHttpException>(),
                    MaxRetryAttempts = times,
                    BackoffType = DelayBackoffType.Exponential,
                    Delay = pause,
                    MaxDelay = Longest,
                    UseJitter = true,

                    // What the server asks for goes before; null is the growing pause.
                    DelayGenerator = static attempt => ValueTask.FromResult(
                        attempt.Outcome.Exception is PassingHttpException { After: { } after } ? Shorter(after) : (TimeSpan?)null),
                })
                .Build();
    }

    /// <summary>Does the work, again where that may help.</summary>
    /// <typeparam name="T">What it yields.</typeparam>
    /// <param name="source">The URL, for the message.</param>
    /// <param name="work">One try.</param>
    /// <param name="cancellationToken">Ends the work and the pauses.</param>
    /// <exception cref="DriverException">The last try failed, too.</exception>
    public async Task<T> RunAsync<T>(HttpSource source, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await pipeline
                .ExecuteAsync(static async (job, token) => await job(token).ConfigureAwait(false), work, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (PassingHttpException e)
        {
            throw HttpFailures.Of(source, e.Message.TrimEnd('.'), e);
        }
    }

    private static TimeSpan Shorter(TimeSpan asked) => asked < Longest ? asked : Longest;
}
