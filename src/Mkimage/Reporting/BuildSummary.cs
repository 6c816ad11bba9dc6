using System;
using System.Linq;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Image.Artifacts;
using Bivouac.Mkimage.Image.Verification;
using Spectre.Console;

namespace Bivouac.Mkimage.Reporting;

/// <summary>What a person wants to know at the end.</summary>
internal sealed class BuildSummary(Reporter reporter)
{
    /// <summary>Shows it.</summary>
    public void Show(BuildPlan plan, MkimageResult built, ImageReport report, ImageArtifacts artifacts)
    {
        var made = built.Sections.Where(s => s.Name != "image").Select(s => s.Name).Distinct().ToArray();
        reporter.Line();
        reporter.Markup($"[green]Built and verified[/] in {Sizes.Of(built.Took)}: {report.Checks.Count} checks passed.");
        Row("image", $"{report.IsoPath} ({Sizes.Of(report.Size)})");
        Row("SHA-256", artifacts.Sha256);
        Row("volume id", report.VolumeId ?? "");
        foreach (var (flavor, release) in report.KernelReleases) Row("kernel", $"{release} ({flavor})");
        foreach (var (flavor, compression) in report.ModloopCompressions) Row("modloop", $"{compression.ToString().ToLowerInvariant()} ({flavor})");
        Row("packages", FormattableString.Invariant($"{report.Packages.Count} on the medium, {plan.World.Count} in world"));
        Row("made anew", made.Length == 0 ? "nothing" : string.Join(", ", made) + "; all else came from the last build");
        Row("beside it", string.Join(", ", new[] { artifacts.Sha256Path, artifacts.Sha512Path, artifacts.ManifestPath }.Select(p => "*" + p[report.IsoPath.Length..])));
        Row("log", plan.LogFile);
        reporter.Line();
        Chart(report);
        foreach (var warning in report.Warnings) reporter.Warning(warning);
    }

    private void Row(string name, string text) => reporter.Line("  " + name.PadRight(12) + text);

    private void Chart(ImageReport report)
    {
        var largest = Math.Max(1, report.Parts.Count == 0 ? 1 : report.Parts.Max(p => p.Bytes));
        foreach (var part in report.Parts)
        {
            var bar = new string('█', (int)Math.Round(32.0 * part.Bytes / largest));
            reporter.Console.Write(new PlainText("  " + part.Name.PadRight(12)));
            reporter.Console.Write(new PlainText(bar.PadRight(33), Style.Parse("blue")));
            reporter.Line(Sizes.Of(part.Bytes).PadLeft(10));
        }
    }
}
