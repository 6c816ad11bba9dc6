using System;
using System.Linq;
using Bivouac.Model;

namespace Bivouac.Boot;

/// <summary>How long SSH may be held up at most, by what is declared: beyond the time that the machine takes for its work.</summary>
/// <param name="Scenario">What the machine lacks.</param>
/// <param name="Waits">Who may hold it up, in the order of the start.</param>
public sealed record BootEstimate(BootScenario Scenario, EquatableArray<BootWait> Waits)
{
    /// <summary>The sum; null when nothing bounds one of them.</summary>
    public TimeSpan? Total => Waits.Any(w => w.Limit is null) ? null : Waits.Aggregate(TimeSpan.Zero, (sum, w) => sum + w.Limit!.Value);
}
