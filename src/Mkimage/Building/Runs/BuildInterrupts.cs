using System;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Building.Runs;

/// <summary>How a user interrupts a build: first he stops following it, then he ends it.</summary>
/// <param name="Detach">Is cancelled by the first interrupt: what has not begun is not begun, a build that runs goes on.</param>
/// <param name="Stop">Is cancelled when the build is to end, with all that it started.</param>
public sealed record BuildInterrupts(CancellationToken Detach, CancellationToken Stop)
{
    /// <summary>How long after the first interrupt a second one is waited for.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Waits whether the build is to end.</summary>
    /// <param name="clock">Tells the time.</param>
    /// <returns>Whether it is to end.</returns>
    public async Task<bool> IsStopAskedAsync(TimeProvider clock)
    {
        if (Stop.IsCancellationRequested) return true;
        try
        {
            await Task.Delay(Grace, clock, Stop).ConfigureAwait(false);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }
}
