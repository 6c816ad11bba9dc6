using Bivouac.Model;

namespace Bivouac.Boot;

/// <summary>A service that starts when the machine does.</summary>
/// <param name="Name">Its init script.</param>
/// <param name="Runlevel">The runlevel that starts it: its own, or that of the first service that needs it.</param>
/// <param name="Origin">Where its init script comes from.</param>
/// <param name="IsPulledIn">Whether no runlevel has it, and another one's need or want starts it.</param>
/// <param name="Start">How it runs, when the definition declares it itself; else null.</param>
public sealed record BootService(string Name, Runlevel Runlevel, BootServiceOrigin Origin, bool IsPulledIn, ServiceStart? Start);
