using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
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
        using var chosen = await ChosenBuilder.OfAsync(services, options, result, plans[0]).ConfigureAwait(false);
        var builder = chosen.Builder;
        var workRoot = await builder.FindWorkRootAsync(token).ConfigureAwait(false);
        var space = new BuilderSpace(builder, workRoot);
        var all = result.GetValue(options.All);
        var freed = all
            ? await space.RemoveAllAsync(token).ConfigureAwait(false)
            : await space.RemoveAsync([.. plans.Select(p => p.WorkName)], token).ConfigureAwait(false);
        services.Reporter.Line($"Freed {Sizes.Of(freed)} in {workRoot} of the builder {builder.Name}.");
        if (all)
        {
            var cache = BuilderFactory.Options(result, options, plans[0]).CacheDirectory;
            services.Reporter.Line($"Freed {Sizes.Of(CacheSpace.Remove(cache))} in {cache}.");
        }

        foreach (var plan in plans)
        {
            using var held = await BuildLock.TakeAsync(plan, services.Reporter.Line, token).ConfigureAwait(false);
            foreach (var folder in (string[])[plan.StageFolder, Path.GetDirectoryName(plan.UnverifiedIso)!])
                if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }

        services.Reporter.Line("Images and their reports are left; the next build makes every section anew.");
        return (int)ExitCode.Success;
    }
}
