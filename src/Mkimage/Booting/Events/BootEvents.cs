using System;
using System.Threading;
using Bivouac.Mkimage.Booting.Smoke;

namespace Bivouac.Mkimage.Booting.Events;

/// <summary>Tells a listener what happens, one event at a time, each with its time.</summary>
/// <param name="listener">Who is told.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class BootEvents(IBootListener listener, TimeProvider clock)
{
    private readonly Lock _one = new();

    /// <summary>Tells what a person should know.</summary>
    public void Note(string message) => Tell(new BootNote(message));

    /// <summary>Tells a line of the console.</summary>
    public void ConsoleLine(string text) => Tell(new ConsoleLineRead(text));

    /// <summary>Tells how a test ended.</summary>
    public void Ended(SmokeTestResult result) => Tell(new SmokeTestEnded(result));

    /// <summary>Tells anything.</summary>
    public void Tell(BootEvent happened)
    {
        // The console and the tests go on at once.
        lock (_one) listener.On(happened with { At = clock.GetUtcNow() });
    }
}
