using System;
using System.Diagnostics;
using System.Threading;
using Xunit;

namespace Bivouac.Boot.Tests.Machine;

/// <summary>Waits until something is so: asks again and again, up to a deadline that only a fault reaches.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    /// <summary>Waits for a condition.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="what">What it says, for the message.</param>
    /// <param name="details">What helps to see why, asked when it is too late.</param>
    public static void Until(Func<bool> condition, string what, Func<string> details)
    {
        var time = Stopwatch.StartNew();
        while (!condition())
        {
            if (time.Elapsed > Deadline) throw new TimeoutException("not so after " + Deadline + ": " + what + "\n" + details());
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            Thread.Sleep(Pause);
        }
    }
}
