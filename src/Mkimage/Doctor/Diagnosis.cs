using System.Collections.Generic;
using System.Linq;
using Bivouac.Mkimage.Builders;

namespace Bivouac.Mkimage.Doctor;

/// <summary>What a look at everything that a build needs found.</summary>
/// <param name="Facts">What is there, one sentence each.</param>
/// <param name="Problems">What keeps it from building, each with what mends it.</param>
internal sealed record Diagnosis(IReadOnlyList<string> Facts, IReadOnlyList<BuilderProblem> Problems)
{
    /// <summary>Nothing to tell.</summary>
    public static Diagnosis Nothing { get; } = new([], []);

    /// <summary>Facts alone.</summary>
    public static Diagnosis Of(params IReadOnlyList<string> facts) => new(facts, []);

    /// <summary>One problem.</summary>
    public static Diagnosis Problem(string what, string why, string mend) => new([], [new BuilderProblem(what, why, mend)]);

    /// <summary>A failure as a problem.</summary>
    public static Diagnosis Of(DriverException failure) => Problem(failure.What, failure.Why, failure.Next);

    /// <summary>Joins diagnoses in their order.</summary>
    public static Diagnosis Join(IReadOnlyCollection<Diagnosis> parts) => new([.. parts.SelectMany(p => p.Facts)], [.. parts.SelectMany(p => p.Problems)]);
}
