using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Building.Runs;

namespace Bivouac.Mkimage.Building.Space;

/// <summary>What builds keep in a builder, and how it is freed.</summary>
/// <param name="builder">The builder, ready or not.</param>
/// <param name="workRoot">Its work root inside.</param>
public sealed class BuilderSpace(IBuilder builder, string workRoot)
{
    private const string RunsFolder = ".runs";

    /// <summary>What Bivouac makes beside the folders of builds; whatever else lies in a folder that the user named is his.</summary>
    private static readonly string[] Own = [".packages", RunsFolder, ".store", ".aports"];

    /// <summary>Measures everything below the work root: the folders of builds section by section, all else as a whole.</summary>
    /// <param name="cancellationToken">Ends the measuring.</param>
    public async Task<IReadOnlyList<SpaceItem>> MeasureAsync(CancellationToken cancellationToken)
    {
        var items = new List<SpaceItem>();
        foreach (var (name, bytes) in (await builder.MeasureAsync(workRoot, cancellationToken).ConfigureAwait(false)).OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            items.Add(new(name, "", bytes));
            if (!IsOfBuild(name)) continue;
            var sections = await builder.MeasureAsync($"{workRoot}/{name}/work", cancellationToken).ConfigureAwait(false);
            items.AddRange(sections.OrderByDescending(s => s.Value).ThenBy(s => s.Key, StringComparer.Ordinal).Select(s => new SpaceItem(name, s.Key, s.Value)));
        }

        return items;
    }

    /// <summary>Everything that Bivouac made below the work root: the folders of all projects' images, the packages, the logs of builds that have ended.</summary>
    /// <param name="cancellationToken">Ends the looking.</param>
    /// <returns>Names of folders.</returns>
    public async Task<IReadOnlyList<string>> FindOwnAsync(CancellationToken cancellationToken) =>
        [.. (await builder.MeasureAsync(workRoot, cancellationToken).ConfigureAwait(false)).Keys.Where(n => IsOfBuild(n) || Own.Contains(n)).Order(StringComparer.Ordinal)];

    /// <summary>Refuses while something is built.</summary>
    /// <param name="names">Folders below the work root; the one of the runs stands for all builds.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    /// <exception cref="DriverException">One of them is being built in (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public async Task RequireIdleAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(names);
        var running = (await new BuildRuns(builder).ListAsync(cancellationToken).ConfigureAwait(false))
            .FirstOrDefault(b => b.State.Phase == BuilderRunPhase.Running && (names.Contains(RunsFolder) || names.Contains(b.Name.WorkName)));
        if (running is null) return;
        throw new DriverException(
            ExitCode.BuilderUnavailable,
            "Nothing was removed",
            $"build {running.Run.ShortId} of '{running.Name.Profile}' for {running.Name.Arch} is running there",
            $"Wait for it with 'dotnet run -- attach {running.Run.ShortId}', or end it with --stop.");
    }

    /// <summary>Removes folders below the work root.</summary>
    /// <param name="names">Their names.</param>
    /// <param name="cancellationToken">Ends the removing.</param>
    /// <returns>The bytes that were freed.</returns>
    /// <exception cref="DriverException">One of them is being built in (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public async Task<long> RemoveAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(names);
        var sizes = (await builder.MeasureAsync(workRoot, cancellationToken).ConfigureAwait(false)).Where(s => names.Contains(s.Key)).ToArray();

        // As late as can be: the measuring takes its time.
        await RequireIdleAsync(names, cancellationToken).ConfigureAwait(false);
        await builder.RemoveAsync(workRoot, [.. sizes.Select(s => s.Key)], cancellationToken).ConfigureAwait(false);
        return sizes.Sum(s => s.Value);
    }

    /// <summary>Whether a folder below the work root is that of a project's image.</summary>
    /// <param name="name">The folder's name.</param>
    public static bool IsOfBuild(string name) => RunName.IsWorkName(name);
}
