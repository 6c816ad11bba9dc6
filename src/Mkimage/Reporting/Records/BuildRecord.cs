using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Image.Artifacts;

namespace Bivouac.Mkimage.Reporting.Records;

/// <summary>
/// How an image was made: what <c>NAME.iso.build.json</c> says. It stands beside the manifest and not in it, since equal images
/// have equal manifests, however long each took.
/// </summary>
internal sealed record BuildRecord
{
    /// <summary>The version of this form. It rises when a field changes its meaning.</summary>
    public const int CurrentFormat = 1;

    /// <summary>What mkimage.sh keeps sections of between builds, by their kinds (contract L5); only x86 has syslinux.</summary>
    private static readonly string[] Keepable = ["kernel", "apks", "syslinux", "grub_efi"];

    /// <summary>The version of this form.</summary>
    public required int Format { get; init; }

    /// <summary>The version of Bivouac.</summary>
    public required string Bivouac { get; init; }

    /// <summary>The profile.</summary>
    public required string Profile { get; init; }

    /// <summary>Alpine's word for the architecture.</summary>
    public required string Arch { get; init; }

    /// <summary>The Alpine branch.</summary>
    public required string Branch { get; init; }

    /// <summary>The release that a sandbox is made from.</summary>
    public required string Release { get; init; }

    /// <summary>The tag or commit of Alpine's scripts.</summary>
    public required string AportsRef { get; init; }

    /// <summary>The builder.</summary>
    public required string Builder { get; init; }

    /// <summary>When it began, by this machine's clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long all of it took, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>The stages of the driver, in order.</summary>
    public required IReadOnlyList<RecordedStep> Stages { get; init; }

    /// <summary>The sections that mkimage.sh made, in order.</summary>
    public required IReadOnlyList<RecordedStep> Sections { get; init; }

    /// <summary>The kinds of sections that came from the last build.</summary>
    public required IReadOnlyList<string> Reused { get; init; }

    /// <summary>Why sections of the last build were made anew.</summary>
    public required IReadOnlyList<RecordedReason> Stale { get; init; }

    /// <summary>What changed since the last good build of this name; null when there is none to compare with.</summary>
    public required ImageChanges? Changes { get; init; }

    /// <summary>Records a build that ended.</summary>
    /// <param name="plan">What was built.</param>
    /// <param name="progress">How it went.</param>
    /// <param name="builder">The builder, for a person.</param>
    /// <param name="changes">What changed, or null.</param>
    /// <param name="version">The version of Bivouac.</param>
    public static BuildRecord Of(BuildPlan plan, BuildProgress progress, string builder, ImageChanges? changes, string version)
    {
        var took = progress.Elapsed;
        return new()
        {
            Format = CurrentFormat,
            Bivouac = version,
            Profile = plan.Image.Model.Name,
            Arch = plan.Arch,
            Branch = plan.Pins.Branch,
            Release = plan.Pins.Release,
            AportsRef = plan.Pins.AportsRef,
            Builder = builder,
            StartedAt = progress.StartedAt,
            Seconds = Math.Round(took.TotalSeconds, 3),
            Stages = [.. progress.Stages.Select(s => RecordedStep.Of(s, took))],
            Sections = [.. progress.Sections.Select(s => RecordedStep.Of(s, took))],
            Reused = [.. Keepable.Where(k => k != "syslinux" || plan.Arch is "x86" or "x86_64").Where(k => progress.Sections.All(s => s.Name != k))],
            Stale = [.. progress.Stale.Select(s => new RecordedReason(s.Section, s.Reason))],
            Changes = changes,
        };
    }
}
