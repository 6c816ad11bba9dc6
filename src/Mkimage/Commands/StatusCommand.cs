using System.CommandLine;
using System.Threading.Tasks;
using Bivouac.Mkimage.Building.Runs;
using Bivouac.Mkimage.Project;
using Bivouac.Mkimage.Reporting;

namespace Bivouac.Mkimage.Commands;

/// <summary><c>status</c>: lists the builds that a builder knows, running and ended ones, of every project.</summary>
internal sealed class StatusCommand(DriverServices services, CommandLineOptions options)
{
    public async Task<int> RunAsync(ParseResult result, ProjectContext project)
    {
        var plan = OneBuild.All(services, options, result, project)[0];
        var token = services.Interrupts.Detach;
        await using var chosen = await ChosenBuilder.OfAsync(services, options, result, plan).ConfigureAwait(false);
        var builds = await new BuildRuns(chosen.Builder).ListAsync(token).ConfigureAwait(false);
        if (result.GetValue(options.Json)) services.Reporter.Line(StatusJson.Write(builds));
        else new StatusView(services.Reporter).Show(chosen.Choice.Name, builds);
        return (int)ExitCode.Success;
    }
}
