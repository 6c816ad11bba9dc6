using System.Collections.Generic;
using System.Linq;
using Bivouac.Mkimage.Project;
using Bivouac.Rules;

namespace Bivouac.Mkimage.Reporting.Findings;

/// <summary>How many findings there are of each severity.</summary>
internal sealed record FindingCounts(int Errors, int Warnings, int Hints)
{
    /// <summary>Counts findings.</summary>
    public static FindingCounts Of(IReadOnlyCollection<ProjectFinding> findings) => new(
        findings.Count(f => f.Severity == Severity.Error),
        findings.Count(f => f.Severity == Severity.Warning),
        findings.Count(f => f.Severity == Severity.Info));

    /// <summary>As a person reads it, for example <c>1 error, 2 warnings, 0 hints</c>.</summary>
    public override string ToString() => Counted.Of(Errors, "error") + ", " + Counted.Of(Warnings, "warning") + ", " + Counted.Of(Hints, "hint");
}
