using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Image.Artifacts;
using Bivouac.Mkimage.Reporting.Records;
using Spectre.Console;

namespace Bivouac.Mkimage.Reporting.Summary;

/// <summary>What a person wants to know at the end: where the image is, what takes its room, what took how long, what changed.</summary>
/// <param name="reporter">Writes to the console.</param>
/// <param name="isStyled">Whether there may be colours.</param>
internal sealed class BuildSummary(Reporter reporter, bool isStyled)
{
    private const int WidestBar = 28;
    private const int WidestLabel = 40;
    private const int ListedPackages = 12;
    private const int Indent = 14;

    // Bars and labels give way on a narrow terminal; what is redirected is not narrow.
    private readonly int _bar = reporter.IsInteractive ? Math.Clamp(reporter.Console.Profile.Width - Indent - 32, 6, WidestBar) : WidestBar;
    private readonly int _label = reporter.IsInteractive ? Math.Clamp(reporter.Console.Profile.Width - 17, 12, WidestLabel) : WidestLabel;

    /// <summary>Shows it.</summary>
    /// <param name="outcome">The build.</param>
    public void Show(BuildOutcome outcome)
    {
        var (plan, report, artifacts, record) = outcome;
        reporter.Line();
        Styled("Built and verified", "bold green", FormattableString.Invariant($" in {Sizes.Of(TimeSpan.FromSeconds(record.Seconds))}: {Counted.Of(report.Checks.Count, "check")} passed."));
        Row("image", $"{report.IsoPath} ({Sizes.Of(report.Size)})");
        Row("SHA-256", artifacts.Sha256);
        Row("volume id", report.VolumeId ?? "");
        foreach (var (flavor, release) in report.KernelReleases) Row("kernel", $"{release} ({flavor})");
        foreach (var (flavor, compression) in report.ModloopCompressions) Row("modloop", $"{compression.ToString().ToLowerInvariant()} ({flavor})");
        Row("packages", FormattableString.Invariant($"{report.Packages.Count} on the medium, {plan.World.Count} in world"));
        Row("beside it", string.Join(", ", ImageArtifacts.Endings.Select(e => "*" + e)));
        Row("log", plan.LogFile);
        Parts(outcome);
        Times(record);
        Changes(record.Changes);
        if (report.Warnings.Count > 0) reporter.Line();
        foreach (var warning in report.Warnings) Styled("warning: ", "bold yellow", LogText.Clean(warning));
    }

    private void Parts(BuildOutcome outcome)
    {
        Title("What takes the room");
        var largest = Math.Max(1, outcome.Report.Parts.Select(p => p.Bytes).DefaultIfEmpty().Max());
        foreach (var part in outcome.Report.Parts)
        {
            var bar = new string('█', (int)Math.Round((double)_bar * part.Bytes / largest));
            var change = outcome.Record.Changes?.Parts.FirstOrDefault(p => p.Name == part.Name) is { } c ? Sizes.Change(c.Former, c.Now) : "";
            var share = Sizes.Share(part.Bytes, outcome.Report.Size);
            var numbers = Sizes.Of(part.Bytes).PadLeft(11) + share.PadLeft(7) + (change.Length == 0 ? "" : change.PadLeft(13));
            Styled("  " + part.Name.PadRight(Indent - 2), null, bar.PadRight(_bar), "blue", numbers);
        }
    }

    private void Times(BuildRecord record)
    {
        Title("What took how long");
        foreach (var stage in record.Stages)
        {
            Row(stage.Name, Seconds(stage.Seconds).PadLeft(11));
            if (stage.Name != BuildProgress.NameOf(Building.Events.BuildStage.Mkimage)) continue;
            foreach (var section in record.Sections) reporter.Line("    " + section.Label.PadRight(_label) + Seconds(section.Seconds).PadLeft(11));
        }

        if (record.Reused.Count > 0) Row("reused", string.Join(", ", record.Reused) + " of the last build");
        foreach (var stale in record.Stale) Row("made anew", $"{stale.Section}: {stale.Reason}");
    }

    private void Changes(ImageChanges? changes)
    {
        if (changes is null) return;
        Title("What changed since the last build" + (changes.FormerCreatedAt is { } at ? FormattableString.Invariant($" ({at:yyyy-MM-dd HH:mm} UTC)") : ""));
        if (changes.IsSame)
        {
            reporter.Line("  Nothing: the image is the same, byte for byte.");
            return;
        }

        var size = Sizes.Change(changes.FormerSize, changes.Size);
        Row("size", size.Length == 0 ? "the same" : size);
        foreach (var kernel in changes.Kernels) Row("kernel", Change(kernel));
        foreach (var modloop in changes.Modloops) Row("modloop", Change(modloop));
        Row("overlay", changes.OverlayChanged ? "its content is another" : "the same");
        var packages = changes.Changed.Select(Change).Concat(changes.Added.Select(c => $"+ {c.Name} {c.Now}")).Concat(changes.Removed.Select(c => $"- {c.Name} {c.Former}")).Select(LogText.Clean).ToArray();
        Row("packages", packages.Length == 0
            ? "the same"
            : FormattableString.Invariant($"{changes.Changed.Count} of another version, {changes.Added.Count} new, {changes.Removed.Count} gone"));
        foreach (var package in packages.Take(ListedPackages)) Row("", package);
        if (packages.Length > ListedPackages) Row("", FormattableString.Invariant($"and {packages.Length - ListedPackages} more, all in *.html"));
    }

    private static string Change(TextChange change) => $"{change.Name} {change.Former ?? "none"} → {change.Now ?? "none"}";

    private static string Seconds(double seconds) => Sizes.Of(TimeSpan.FromSeconds(seconds));

    private void Title(string text)
    {
        reporter.Line();
        Styled(text, "bold", "");
    }

    private void Row(string name, string text) => reporter.Line("  " + name.PadRight(Indent - 2) + LogText.Clean(text));

    private void Styled(string first, string? firstStyle, string second, string? secondStyle = null, string third = "")
    {
        List<(string, string?)> parts = [(first, firstStyle), (second, secondStyle), (third, null)];
        reporter.Line([.. parts.Select(p => (p.Item1, isStyled && p.Item2 is { } style ? Style.Parse(style) : Style.Plain))]);
    }
}
