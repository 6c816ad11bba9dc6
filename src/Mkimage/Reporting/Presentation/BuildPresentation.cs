using System;
using System.Threading;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Events;
using Bivouac.Mkimage.Image.Artifacts;
using Bivouac.Mkimage.Reporting.Json;
using Bivouac.Mkimage.Reporting.Records;

namespace Bivouac.Mkimage.Reporting.Presentation;

/// <summary>
/// Shows builds, one after the other, while they go on and when they end. A command makes one, hands it to the build as its
/// listener, calls <see cref="Succeeded"/> or <see cref="Failed"/> at the end of each build, and disposes of it. Events may come
/// from several threads at once.
/// </summary>
internal abstract class BuildPresentation(TimeProvider clock) : IBuildListener, IDisposable
{
    private readonly Lock _one = new();

    /// <summary>Tells the time.</summary>
    protected TimeProvider Clock => clock;

    /// <summary>How far the build is; what the end of a build is told from.</summary>
    public BuildProgress Progress { get; private set; } = new(clock);

    /// <summary>The presentation that fits the options and the terminal.</summary>
    /// <param name="reporter">Writes to the console.</param>
    /// <param name="style">What the user asked for.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="environment">A variable of the environment by its name; default: of this process.</param>
    public static BuildPresentation Create(Reporter reporter, OutputStyle style, TimeProvider clock, Func<string, string?>? environment = null) => style switch
    {
        OutputStyle.Quiet => new QuietPresentation(reporter, clock),
        OutputStyle.Json => new JsonPresentation(reporter, clock),
        OutputStyle.Verbose => new LinesPresentation(reporter, clock, withLog: true),
        _ when reporter.IsInteractive && AllowsLive(environment ?? Environment.GetEnvironmentVariable) => new LivePresentation(reporter, clock),
        _ => new LinesPresentation(reporter, clock, withLog: false),
    };

    /// <inheritdoc/>
    public void On(BuildEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        lock (_one)
        {
            if (happened is BuildStarted) Progress = new(clock);
            Progress.On(happened);
            Show(happened);
        }
    }

    /// <summary>Shows the end of a build that was verified.</summary>
    /// <param name="outcome">What was built.</param>
    public void Succeeded(BuildOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        lock (_one) ShowSuccess(outcome);
    }

    /// <summary>Shows that nothing was to be built: the image is what would be made.</summary>
    /// <param name="plan">What was to be built.</param>
    /// <param name="manifest">What lies beside the image.</param>
    public void Unchanged(BuildPlan plan, ImageManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(manifest);
        lock (_one) ShowUnchanged(plan, manifest);
    }

    /// <summary>
    /// Ends what is shown of a build that failed, was interrupted, or is no longer followed. The words for a person are not its
    /// matter: <see cref="Reporter.Failure"/> writes them, whatever command failed.
    /// </summary>
    /// <param name="failure">What ended it.</param>
    public void Failed(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        lock (_one) ShowFailure(failure);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_one) End();
        GC.SuppressFinalize(this);
    }

    /// <summary>Shows what happened; the progress knows it already.</summary>
    /// <param name="happened">The event.</param>
    protected abstract void Show(BuildEvent happened);

    /// <summary>Shows a success.</summary>
    /// <param name="outcome">What was built.</param>
    protected abstract void ShowSuccess(BuildOutcome outcome);

    /// <summary>Shows that the image of the last build is what would be made.</summary>
    /// <param name="plan">What was to be built.</param>
    /// <param name="manifest">What lies beside the image.</param>
    protected abstract void ShowUnchanged(BuildPlan plan, ImageManifest manifest);

    /// <summary>Shows a failure, as far as it belongs to the presentation.</summary>
    /// <param name="failure">What ended the build.</param>
    protected virtual void ShowFailure(Exception failure) => End();

    /// <summary>Leaves nothing on the screen that is not meant to stay.</summary>
    protected virtual void End()
    {
    }

    /// <summary>Does something while no event comes.</summary>
    /// <param name="action">What.</param>
    protected void Locked(Action action)
    {
        lock (_one) action();
    }

    /// <summary>Machines that follow (CI), people who want no drawing (NO_COLOR), and terminals that cannot (dumb).</summary>
    private static bool AllowsLive(Func<string, string?> environment) =>
        string.IsNullOrEmpty(environment("NO_COLOR")) && string.IsNullOrEmpty(environment("CI")) && environment("TERM") is not "dumb";
}
