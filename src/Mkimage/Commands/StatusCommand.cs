using System.CommandLine;
using System.Threading.Tasks;
using Bivouac.Mkimage.Building.Runs;
using Bivouac.Mkimage.Http;
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
        using var http = new HttpFetcher();
        var choice = await BuilderFactory.ChooseAsync(result, options, services.Processes, token).ConfigureAwait(false);
        var builder = BuilderFactory.Create(choice, result, options, plan, services.Processes, http);
        var builds = await new BuildRuns(builder).ListAsync(token).ConfigureAwait(false);
        if (result.GetValue(options.Json)) services.Reporter.Line(StatusJson.Write(builds));
        else new StatusView(services.Reporter).Show(choice.Name, builds);
        return (int)ExitCode.Success;
    }
}
