using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Booting;
using Bivouac.Mkimage.Booting.Events;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Project;
using Bivouac.Mkimage.Reporting.Booting;

namespace Bivouac.Mkimage.Commands;

/// <summary><c>boot</c>: boots a built image in QEMU and runs its smoke tests.</summary>
internal sealed class BootCommand(DriverServices services, CommandLineOptions options, BootOptions boot)
{
    public async Task<int> RunAsync(ParseResult result, ProjectContext project, CancellationToken cancellationToken)
    {
        var presentation = BootPresentation.Create(services.Reporter, options.StyleOf(result), services.Clock);
        BootOutcome outcome;
        string iso;
        try
        {
            var request = RequestOf(result, project);
            iso = request.Iso;
            var events = new BootEvents(presentation, services.Clock);
            if (result.GetValue(boot.Iso) is null && NewerSource.Find(iso, request.Model, project, services.Assembly) is { } newer)
                events.Note($"The image is older than {newer}: it is booted as it is, and 'dotnet run' builds it anew.");
            outcome = await new BootRun(request, services.Processes, events, services.Clock).RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            presentation.Failed(e);
            throw;
        }

        presentation.End(iso, outcome);
        return outcome.Passed ? (int)ExitCode.Success : throw outcome.ToException();
    }

    private BootRequest RequestOf(ParseResult result, ProjectContext project)
    {
        var given = result.GetValue(boot.Iso) is { } path ? Path.GetFullPath(path) : null;
        var plan = PlanOf(given, result, project);
        var iso = given ?? plan.Iso;
        if (!File.Exists(iso))
        {
            throw new DriverException(
                ExitCode.Usage,
                "There is no image to boot",
                $"'{iso}' " + (Directory.Exists(iso) ? "is a folder" : "does not exist"),
                given is null ? "Build it first: dotnet run" : "Give the path of an ISO, or none for the last one that was built.");
        }

        return new(plan.Image.Model, plan.Arch, iso, Path.Combine(plan.OutputFolder, Path.GetFileNameWithoutExtension(iso) + ".boot.log"), project.Directory)
        {
            IsUefi = result.GetValue(boot.Uefi),
            HasNetwork = !result.GetValue(boot.NoNet),
            MayUseKvm = !result.GetValue(boot.NoKvm),
            Expect = result.GetValue(boot.Expect),
            Timeout = result.GetValue(boot.Timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            IsKept = result.GetValue(boot.Keep),
        };
    }

    /// <summary>A file that has the name of an image of the project says itself which one is meant.</summary>
    private BuildPlan PlanOf(string? iso, ParseResult result, ProjectContext project) =>
        iso is not null && OneBuild.All(services, options, result, project).FirstOrDefault(p => p.IsoName == Path.GetFileName(iso)) is { } named
            ? named
            : OneBuild.Of(services, options, result, project);
}
