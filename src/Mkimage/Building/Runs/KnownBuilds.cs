using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Building.Runs;

/// <summary>Finds the build that a user means.</summary>
public static class KnownBuilds
{
    /// <summary>The build with an id, or the newest of an image: this project's first, else one that another machine started.</summary>
    /// <param name="runs">The builds of the builder.</param>
    /// <param name="plan">The image.</param>
    /// <param name="id">A run's id, the whole or its end, or null.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    /// <exception cref="DriverException">There is none (<see cref="ExitCode.Usage"/>).</exception>
    public static async Task<KnownBuild> FindAsync(BuildRuns runs, BuildPlan plan, string? id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(plan);
        var known = await runs.ListAsync(cancellationToken).ConfigureAwait(false);
        var ofImage = known.Where(b => b.Name.Profile == plan.Image.Model.Name && b.Name.Arch == plan.Arch).ToArray();
        var found = id is null
            ? ofImage.FirstOrDefault(b => b.Name.WorkName == plan.WorkName) ?? ofImage.FirstOrDefault()
            : ofImage.FirstOrDefault(b => Is(b, id));
        if (found is not null) return found;
        var other = id is null ? null : known.FirstOrDefault(b => Is(b, id));
        throw new DriverException(
            ExitCode.Usage,
            id is null ? $"There is no build of '{plan.Image.Model.Name}' for {plan.Arch} to follow" : $"There is no build '{id}' of '{plan.Image.Model.Name}' for {plan.Arch}",
            other is not null ? $"that one builds '{other.Name.Profile}' for {other.Name.Arch}" : known.Count == 0 ? "the builder knows no build" : "the builder knows " + string.Join(", ", known.Take(5).Select(b => b.Run.ShortId)),
            other is not null ? $"Pass --profile {other.Name.Profile} --arch {other.Name.Arch}." : "Look at them with 'dotnet run -- status' (and the same --builder), or build with 'dotnet run'.");
    }

    private static bool Is(KnownBuild build, string id) => build.Run.Id == id || build.Run.ShortId == id;
}
