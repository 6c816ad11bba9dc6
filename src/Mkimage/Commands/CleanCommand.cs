using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Space;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Project;
using Bivouac.Mkimage.Reporting;

namespace Bivouac.Mkimage.Commands;

/// <summary><c>clean</c>: frees what builds keep, of this project's image or of all.</summary>
internal sealed class CleanCommand(DriverServices services, CommandLineOptions options)
{
    public async Task<int> RunAsync(ParseResult result, ProjectContext project)
    {
        var images = ImageSelection.All(services.Images, result.GetValue(options.Profile));
        var plans = images
            .SelectMany(i => ImageSelection.Arches(i, result.GetValue(options.Arch)).Select(a => BuildPlan.Make(i, project, a, result.GetValue(options.Tag), options.OutputFolder(result))))
            .ToArray();
        if (plans.Length == 0) throw new DriverException(ExitCode.Usage, "It is not known what to clean", "the project defines no image with an architecture", "Add a class with [LiveCd].");
        var token = services.Interrupts.Detach;
        using var http = new HttpFetcher();
        var builder = BuilderFactory.Create(await BuilderFactory.ChooseAsync(result, options, services.Processes, token).ConfigureAwait(false), result, options, plans[0], services.Processes, http);
        var layout = await builder.PrepareAsync(progress: null, token).ConfigureAwait(false);
        var space = new BuilderSpace(builder, layout);
        var all = result.GetValue(options.All);
        var freed = all
            ? await space.RemoveAllAsync(token).ConfigureAwait(false)
            : await space.RemoveAsync([.. plans.Select(p => p.WorkName)], token).ConfigureAwait(false);
        services.Reporter.Line($"Freed {Sizes.Of(freed)} in {layout.WorkRoot} of the builder {builder.Name}.");
        if (all)
        {
            var cache = BuilderFactory.Options(result, options, plans[0]).CacheDirectory;
            services.Reporter.Line($"Freed {Sizes.Of(CacheSpace.Remove(cache))} in {cache}.");
        }

        var stages = Path.Combine(plans[0].OutputFolder, "stage");
        if (Directory.Exists(stages)) Directory.Delete(stages, recursive: true);
        services.Reporter.Line("Images and their reports are left; the next build makes every section anew.");
        return (int)ExitCode.Success;
    }
}
