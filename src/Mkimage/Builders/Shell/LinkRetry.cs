using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Builders.Shell;

/// <summary>
/// How often a lost link is tried again: after a pause that doubles, with a random part so that many clients of one machine
/// do not come back in step, and for a bounded time since something last came through.
/// </summary>
/// <param name="far">What the far side is called in messages.</param>
/// <param name="time">The clock.</param>
/// <param name="patience">How long it is tried in all; <see cref="DefaultPatience"/> unless a test says otherwise.</param>
/// <param name="notices">Where a loss that lasts is told.</param>
internal sealed class LinkRetry(string far, TimeProvider time, TimeSpan? patience = null, LinkNotices? notices = null)
{
    /// <summary>Long enough for a machine to restart.</summary>
    public static readonly TimeSpan DefaultPatience = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    /// <summary>What comes back sooner is not worth a word.</summary>
    private static readonly TimeSpan Blink = TimeSpan.FromSeconds(1);

    private readonly TimeSpan patience = patience ?? DefaultPatience;
    private TimeSpan pause = FirstPause;
    private long? since;
    private bool isTold;

    /// <summary>Something came through: the next loss is a first one.</summary>
    public void Reset()
    {
        pause = FirstPause;
        since = null;
        if (!isTold) return;
        isTold = false;
        notices?.To?.Report($"The connection to {far} is back");
    }

    /// <summary>Waits before the next attempt.</summary>
    /// <param name="lost">How the link was lost.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="DriverException">It has been tried for long enough (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public async Task WaitAsync(LinkLostException lost, CancellationToken cancellationToken)
    {
        since ??= time.GetTimestamp();
        if (time.GetElapsedTime(since.Value) + pause > patience)
        {
            throw new DriverException(
                ExitCode.BuilderUnavailable,
                $"The connection to {far} was lost and does not come back",
                lost.Message,
                "What runs there goes on. When the machine can be reached again, run the same command once more.",
                lost);
        }

        if (!isTold && time.GetElapsedTime(since.Value) >= Blink)
        {
            isTold = true;
            notices?.To?.Report(string.Create(CultureInfo.InvariantCulture, $"The connection to {far} was lost ({lost.Message.TrimEnd('.')}); trying again for up to {patience.TotalMinutes:0.#} minutes"));
        }

        // At least half of it, so that it still grows.
        await Task.Delay(pause * (0.5 + (Random.Shared.NextDouble() / 2)), time, cancellationToken).ConfigureAwait(false);
        pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
    }
}
