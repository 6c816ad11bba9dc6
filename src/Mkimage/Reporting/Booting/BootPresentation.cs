using System;
using Bivouac.Mkimage.Booting;
using Bivouac.Mkimage.Booting.Events;
using Bivouac.Mkimage.Reporting.Presentation;

namespace Bivouac.Mkimage.Reporting.Booting;

/// <summary>Shows a boot while it goes on and when it ends.</summary>
internal abstract class BootPresentation : IBootListener
{
    /// <summary>The presentation that fits the options.</summary>
    /// <param name="reporter">Writes to the console.</param>
    /// <param name="style">What the user asked for.</param>
    /// <param name="clock">Tells the time.</param>
    public static BootPresentation Create(Reporter reporter, OutputStyle style, TimeProvider clock) => style switch
    {
        OutputStyle.Quiet => new QuietBoot(reporter),
        OutputStyle.Json => new JsonBoot(reporter, clock),
        _ => new LinesOfBoot(reporter),
    };

    /// <inheritdoc/>
    public abstract void On(BootEvent happened);

    /// <summary>Shows the end.</summary>
    /// <param name="iso">The ISO that was booted.</param>
    /// <param name="outcome">How it ended; the words about a failure come from <see cref="Reporter.Failure"/>.</param>
    public abstract void End(string iso, BootOutcome outcome);

    /// <summary>Shows that there is no outcome. The words for a person are not its matter.</summary>
    /// <param name="failure">Why.</param>
    public virtual void Failed(Exception failure)
    {
    }
}
