using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;

namespace Bivouac.Mkimage.Building.Runs;

/// <summary>Finds the builds that a builder knows.</summary>
/// <param name="builder">The builder, made ready.</param>
public sealed class BuildRuns(IBuilder builder)
{
    /// <summary>All of them, of every project, the newest first.</summary>
    /// <param name="cancellationToken">Ends the looking.</param>
    public async Task<IReadOnlyList<KnownBuild>> ListAsync(CancellationToken cancellationToken)
    {
        var builds = new List<KnownBuild>();
        foreach (var run in await builder.ListRunsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (RunName.Parse(run.Name) is { } name)
                builds.Add(new(run, name, await builder.GetStateAsync(run, cancellationToken).ConfigureAwait(false)));
        }

        return builds;
    }

    /// <summary>Those that run in the folder of a project's image, the newest first.</summary>
    /// <param name="workName">The folder below the work root.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    public async Task<IReadOnlyList<KnownBuild>> RunningAsync(string workName, CancellationToken cancellationToken) =>
    [
        .. (await ListAsync(cancellationToken).ConfigureAwait(false)).Where(b => b.Name.WorkName == workName && b.State.Phase == BuilderRunPhase.Running),
    ];
}
