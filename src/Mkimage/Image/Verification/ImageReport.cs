using System;
using System.Collections.Generic;
using System.Linq;

namespace Bivouac.Mkimage.Image.Verification;

/// <summary>What was found in an image.</summary>
public sealed record ImageReport
{
    /// <summary>The ISO that was looked at.</summary>
    public required string IsoPath { get; init; }

    /// <summary>All checks, in the order in which a report shows them.</summary>
    public required IReadOnlyList<ImageCheck> Checks { get; init; }

    /// <summary>What is not wrong but worth knowing.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Bytes of the ISO; 0 when there is none.</summary>
    public long Size { get; init; }

    /// <summary>The volume id; null when the image cannot be read.</summary>
    public string? VolumeId { get; init; }

    /// <summary>When the volume was created, as it says; null when it does not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The parts by size class, always the same six in the same order; empty when the image cannot be read.</summary>
    public IReadOnlyList<ImagePart> Parts { get; init; } = [];

    /// <summary>Per kernel flavor the release its kernel names; flavors whose kernel names none (arm64) are left out.</summary>
    public IReadOnlyDictionary<string, string> KernelReleases { get; init; } = new Dictionary<string, string>();

    /// <summary>Per kernel flavor how its modloop is compressed.</summary>
    public IReadOnlyDictionary<string, SquashFsCompression> ModloopCompressions { get; init; } = new Dictionary<string, SquashFsCompression>();

    /// <summary>The packages of the boot repository, by name, then version.</summary>
    public IReadOnlyList<ImagePackage> Packages { get; init; } = [];

    /// <summary>The content hash that the overlay names (CONTENT_SHA256); null when it names none.</summary>
    public string? OverlayContentSha256 { get; init; }

    /// <summary>Whether every check passed.</summary>
    public bool Passed => Checks.All(check => check.Passed);

    /// <summary>The checks that failed.</summary>
    public IEnumerable<ImageCheck> Failures => Checks.Where(check => !check.Passed);
}
