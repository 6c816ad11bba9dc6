using System;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Events;
using Bivouac.Mkimage.Image.Artifacts;
using Bivouac.Mkimage.Reporting.Records;

namespace Bivouac.Mkimage.Reporting.Presentation;

/// <summary>Says nothing but where the image is.</summary>
internal sealed class QuietPresentation(Reporter reporter, TimeProvider clock) : BuildPresentation(clock)
{
    /// <inheritdoc/>
    protected override void Show(BuildEvent happened)
    {
    }

    /// <inheritdoc/>
    protected override void ShowSuccess(BuildOutcome outcome) => reporter.Line(outcome.Report.IsoPath);

    /// <inheritdoc/>
    protected override void ShowUnchanged(BuildPlan plan, ImageManifest manifest) => reporter.Line(plan.Iso);
}
