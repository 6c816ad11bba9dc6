using System.CommandLine;
using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Runs;
using Bivouac.Mkimage.Project;

namespace Bivouac.Mkimage.Commands;

/// <summary><c>--stop</c> of <c>build</c> and <c>attach</c>: ends the build of an image, with everything that it started.</summary>
internal sealed class StopCommand(DriverServices services, CommandLineOptions options)
{
    public async Task<int> RunAsync(ParseResult result, ProjectContext project)
    {
        foreach (var plan in OneBuild.All(services, options, result, project)) await StopAsync(result, plan).ConfigureAwait(false);
        return (int)ExitCode.Success;
    }

    private async Task StopAsync(ParseResult result, BuildPlan plan)
    {
        var token = services.Interrupts.Detach;
        await using var chosen = await ChosenBuilder.OfAsync(services, options, result, plan).ConfigureAwait(false);
        var builder = chosen.Builder;
        var runs = new BuildRuns(builder);
        var named = result.GetValue(options.Run);
        var running = named is null
            ? await runs.RunningAsync(plan.WorkName, token).ConfigureAwait(false)
            : [await KnownBuilds.FindAsync(runs, plan, named, token).ConfigureAwait(false)];
        foreach (var build in running.Where(b => b.State.Phase == BuilderRunPhase.Running))
        {
            await builder.StopAsync(build.Run, token).ConfigureAwait(false);
            services.Reporter.Line($"Ended build {build.Run.ShortId} with everything that it started; sections that were made are kept.");
        }

        if (!running.Any(b => b.State.Phase == BuilderRunPhase.Running)) services.Reporter.Line($"No build of '{plan.Image.Model.Name}' for {plan.Arch} is running.");
    }
}
