using System.CommandLine;
using System.Threading.Tasks;
using Bivouac.Mkimage.Building.Space;
using Bivouac.Mkimage.Project;
using Bivouac.Mkimage.Reporting;

namespace Bivouac.Mkimage.Commands;

/// <summary><c>du</c>: shows what builds take on the builder's disk and in this machine's cache.</summary>
internal sealed class DuCommand(DriverServices services, CommandLineOptions options)
{
    public async Task<int> RunAsync(ParseResult result, ProjectContext project)
    {
        var plan = OneBuild.All(services, options, result, project)[0];
        var token = services.Interrupts.Detach;
        await using var chosen = await ChosenBuilder.OfAsync(services, options, result, plan).ConfigureAwait(false);
        var builder = chosen.Builder;
        var workRoot = await builder.FindWorkRootAsync(token).ConfigureAwait(false);
        var space = new BuilderSpace(builder, workRoot);
        var items = await space.MeasureAsync(token).ConfigureAwait(false);
        new SpaceView(services.Reporter).Show(workRoot, items, CacheSpace.Measure(BuilderFactory.Options(result, options, plan).CacheDirectory));
        return (int)ExitCode.Success;
    }
}
