using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Booting.Smoke;

/// <summary>A test of a booted image.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Checks">What must hold, all of it.</param>
/// <param name="Limit">How long after the machine's start it must hold.</param>
internal sealed record SmokeTest(string Name, IReadOnlyList<ISmokeCheck> Checks, TimeSpan Limit)
{
    /// <summary>Why it cannot be run on this machine, or null.</summary>
    public string? WhyNotRun { get; init; }

    /// <summary>Runs it.</summary>
    /// <param name="clock">Tells the time.</param>
    /// <param name="started">When the machine was started, by the clock.</param>
    /// <param name="stop">Is cancelled when the machine is over.</param>
    /// <returns>How it ended; whatever was missing is a result, not an exception.</returns>
    public async Task<SmokeTestResult> RunAsync(TimeProvider clock, long started, CancellationToken stop)
    {
        if (WhyNotRun is not null) return new(Name, SmokeTestOutcome.NotRun, null, WhyNotRun);
        var left = Limit - clock.GetElapsedTime(started);
        using var limit = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        var running = Checks.Select(c => RunAsync(c, over)).ToArray();
        try
        {
            return Result(SmokeTestOutcome.Passed, string.Join("; ", await Task.WhenAll(running).ConfigureAwait(false)));
        }
        catch (SmokeCheckException e)
        {
            return Result(SmokeTestOutcome.Failed, e.Message);
        }
        catch (OperationCanceledException)
        {
            var missing = string.Join("; ", Checks.Where((_, i) => !running[i].IsCompletedSuccessfully).Select(c => c.Missing));
            return Result(SmokeTestOutcome.Failed, stop.IsCancellationRequested ? missing : $"after {Limit.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s: {missing}");
        }

        SmokeTestResult Result(SmokeTestOutcome outcome, string why) => new(Name, outcome, clock.GetElapsedTime(started), why);
    }

    /// <summary>Where one cannot hold, the others need not be waited for.</summary>
    private static async Task<string> RunAsync(ISmokeCheck check, CancellationTokenSource over)
    {
        try
        {
            return await check.WaitAsync(over.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SmokeCheckException or DriverException)
        {
            await over.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }
}
