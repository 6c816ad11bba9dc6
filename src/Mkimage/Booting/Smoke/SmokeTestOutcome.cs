namespace Bivouac.Mkimage.Booting.Smoke;

/// <summary>How a smoke test ended.</summary>
public enum SmokeTestOutcome
{
    /// <summary>All that it demands was seen.</summary>
    Passed,

    /// <summary>Something was missing.</summary>
    Failed,

    /// <summary>It cannot be run as the machine was asked for.</summary>
    NotRun,
}
