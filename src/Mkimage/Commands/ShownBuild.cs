using System;
using System.Threading.Tasks;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Events;
using Bivouac.Mkimage.Image.Artifacts;
using Bivouac.Mkimage.Reporting;
using Bivouac.Mkimage.Reporting.Presentation;
using Bivouac.Mkimage.Reporting.Records;

namespace Bivouac.Mkimage.Commands;

/// <summary>Shows one build from its first event to its last word; <c>build</c> and <c>attach</c> share it.</summary>
/// <param name="presentation">How it is shown.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class ShownBuild(BuildPresentation presentation, TimeProvider clock)
{
    /// <summary>Shows the work, and how it failed when it does.</summary>
    /// <param name="plan">What is built.</param>
    /// <param name="work">The build; it calls <see cref="End"/> when it is done.</param>
    public async Task RunAsync(BuildPlan plan, Func<BuildEvents, Task> work)
    {
        var events = new BuildEvents(presentation, clock);
        try
        {
            events.Tell(new BuildStarted(plan.Image.Model.Name, plan.Arch, plan.Pins.Branch));
            await work(events).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            presentation.Failed(e);
            throw;
        }
    }

    /// <summary>Shows that nothing was to be built.</summary>
    /// <param name="plan">What was to be built.</param>
    /// <param name="manifest">What lies beside the image.</param>
    public void EndUnchanged(BuildPlan plan, ImageManifest manifest) => presentation.Unchanged(plan, manifest);

    /// <summary>Writes what tells of the build beside its image, and shows the end.</summary>
    /// <param name="plan">What was built.</param>
    /// <param name="builder">Where, for a person.</param>
    /// <param name="image">The image.</param>
    /// <exception cref="DriverException">The report cannot be written (<see cref="ExitCode.Unexpected"/>).</exception>
    public void End(BuildPlan plan, string builder, VerifiedImage image)
    {
        var outcome = new BuildOutcome(plan, image.Report, image.Artifacts, BuildRecord.Of(plan, presentation.Progress, builder, image.Changes, CommandLineProgram.Version));
        ReportFiles.Write(outcome);
        presentation.Succeeded(outcome);
    }
}
