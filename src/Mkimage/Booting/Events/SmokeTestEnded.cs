using Bivouac.Mkimage.Booting.Smoke;

namespace Bivouac.Mkimage.Booting.Events;

/// <summary>A smoke test passed, failed, or is not run.</summary>
/// <param name="Result">How it ended.</param>
public sealed record SmokeTestEnded(SmokeTestResult Result) : BootEvent;
