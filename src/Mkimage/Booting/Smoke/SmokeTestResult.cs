using System;

namespace Bivouac.Mkimage.Booting.Smoke;

/// <summary>How a smoke test ended.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Outcome">How.</param>
/// <param name="After">How long after the machine's start; null when it was not run.</param>
/// <param name="Why">What was seen, what was missing, or why it was not run.</param>
public sealed record SmokeTestResult(string Name, SmokeTestOutcome Outcome, TimeSpan? After, string Why);
