using System.CommandLine;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Runs;
using Bivouac.Mkimage.Project;

namespace Bivouac.Mkimage.Commands;

/// <summary><c>logs</c>: prints the log of a build as it is in the builder, and goes on while the build runs.</summary>
internal sealed class LogsCommand(DriverServices services, CommandLineOptions options)
{
    public async Task<int> RunAsync(ParseResult result, ProjectContext project)
    {
        var plan = OneBuild.Of(services, options, result, project);
        var token = services.Interrupts.Detach;
        await using var chosen = await ChosenBuilder.OfAsync(services, options, result, plan).ConfigureAwait(false);
        var builder = chosen.Builder;
        var build = await KnownBuilds.FindAsync(new BuildRuns(builder), plan, result.GetValue(options.Run), token).ConfigureAwait(false);
        await foreach (var line in LogLines.ReadAsync(builder.FollowAsync(build.Run, 0, token), token).ConfigureAwait(false)) services.Reporter.Line(LogText.Clean(line.Text));
        return (int)ExitCode.Success;
    }
}
