using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Building.Space;
using Bivouac.Mkimage.Project;
using Bivouac.Mkimage.Reporting;

namespace Bivouac.Mkimage.Commands;

/// <summary><c>clean</c>: frees what builds keep, of this project's image or of all.</summary>
internal sealed class CleanCommand(DriverServices services, CommandLineOptions options)
{
    public async Task<int> RunAsync(ParseResult result, ProjectContext project)
    {
        var plans = OneBuild.All(services, options, result, project);
        var token = services.Interrupts.Detach;
        await using var chosen = await ChosenBuilder.OfAsync(services, options, result, plans[0]).ConfigureAwait(false);
        var builder = chosen.Builder;
        var workRoot = await builder.FindWorkRootAsync(token).ConfigureAwait(false);
        var space = new BuilderSpace(builder, workRoot);
        var all = result.GetValue(options.All);
        IReadOnlyCollection<string> names = all ? await space.FindOwnAsync(token).ConfigureAwait(false) : [.. plans.Select(p => p.WorkName)];
        await space.RequireIdleAsync(names, token).ConfigureAwait(false);

        // A driver that stages or fetches has no run in the builder, but it has the lock.
        var held = new List<CacheLock>();
        try
        {
            foreach (var name in names.Where(BuilderSpace.IsOfBuild).Union(plans.Select(p => p.WorkName)).Order(StringComparer.Ordinal))
                held.Add(await BuildLock.TakeWorkAsync(plans[0], name, services.Reporter.Line, token).ConfigureAwait(false));
            foreach (var plan in plans.Where(static p => Directory.Exists(p.StageFolder)).OrderBy(static p => p.StageFolder, StringComparer.Ordinal))
                held.Add(await BuildLock.TakeOutputAsync(plan, plan.StageFolder, services.Reporter.Line, token).ConfigureAwait(false));
            var freed = await space.RemoveAsync(names, token).ConfigureAwait(false);
            services.Reporter.Line($"Freed {Sizes.Of(freed)} in {workRoot} of the builder {builder.Name}.");
            foreach (var folder in plans.SelectMany(p => (string[])[p.StageFolder, Path.GetDirectoryName(p.UnverifiedIso)!]))
                if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        finally
        {
            held.ForEach(l => l.Dispose());
        }

        if (all)
        {
            var cache = BuilderFactory.Options(result, options, plans[0]).CacheDirectory;
            services.Reporter.Line($"Freed {Sizes.Of(CacheSpace.Remove(cache))} in {cache}.");
        }

        services.Reporter.Line("Images and their reports are left; the next build makes every section anew.");
        return (int)ExitCode.Success;
    }
}
