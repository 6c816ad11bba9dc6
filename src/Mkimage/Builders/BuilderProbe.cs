using System.Collections.Generic;
using System.Linq;

namespace Bivouac.Mkimage.Builders;

/// <summary>What a look at a builder found.</summary>
/// <param name="Builder">The builder's name.</param>
/// <param name="Facts">What is there, one sentence each, for a report.</param>
/// <param name="Problems">What keeps it from building; empty when it is fit.</param>
/// <param name="WorkDirectory">The work directory on the builder's own file system.</param>
/// <param name="FreeBytes">What is free on the file system that holds it, in bytes; null when it could not be asked.</param>
public sealed record BuilderProbe(
    string Builder,
    IReadOnlyList<string> Facts,
    IReadOnlyList<BuilderProblem> Problems,
    string WorkDirectory,
    long? FreeBytes)
{
    /// <summary>Whether it can build, or be made to by <see cref="IBuilder.PrepareAsync"/>.</summary>
    public bool IsFit => Problems.Count == 0;

    /// <summary>Ends a build on a builder that is not fit.</summary>
    /// <exception cref="DriverException">There is a problem; all are told, the first one's mending is the next thing to do (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public void ThrowIfUnfit()
    {
        if (IsFit)
            return;
        var first = Problems[0];
        var others = Problems.Skip(1).Select(static p => $" Then: {p.What} ({p.Why}): {p.Mend}");
        throw new DriverException(ExitCode.BuilderUnavailable, first.What, first.Why, first.Mend + string.Concat(others));
    }
}
