using System;

namespace Bivouac.Replay;

/// <summary>Thrown where the replay cannot go on with an expression.</summary>
internal sealed class Refusal(PlacedFinding? finding, bool isFatal = false) : Exception
{
    /// <summary>What to report, or null when somebody else reports it.</summary>
    public PlacedFinding? Finding { get; } = finding;

    /// <summary>Whether the whole replay ends, not just the statement.</summary>
    public bool IsFatal { get; } = isFatal;
}
