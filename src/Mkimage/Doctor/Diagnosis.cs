using System.Collections.Generic;
using System.Linq;
using Bivouac.Mkimage.Builders;

namespace Bivouac.Mkimage.Doctor;

/// <summary>What a look at everything that a build needs found.</summary>
/// <param name="Facts">What is there, one sentence each.</param>
/// <param name="Problems">What keeps it from building, each with what mends it.</param>
internal sealed record Diagnosis(IReadOnlyList<string> Facts, IReadOnlyList<BuilderProblem> Problems)
{
    /// <summary>Joins diagnoses in their order.</summary>
    public static Diagnosis Join(IReadOnlyCollection<Diagnosis> parts) => new([.. parts.SelectMany(p => p.Facts)], [.. parts.SelectMany(p => p.Problems)]);
}
