using Bivouac.Mkimage.Booting;
using Bivouac.Mkimage.Booting.Events;

namespace Bivouac.Mkimage.Reporting.Booting;

/// <summary>Shows nothing but the path of an image that booted, and how to reach a machine that is kept.</summary>
internal sealed class QuietBoot(Reporter reporter) : BootPresentation
{
    /// <inheritdoc/>
    public override void On(BootEvent happened)
    {
        if (happened is MachineKept { SshCommand: { } command }) reporter.Line(command);
    }

    /// <inheritdoc/>
    public override void End(string iso, BootOutcome outcome)
    {
        if (outcome.Passed) reporter.Line(iso);
    }
}
