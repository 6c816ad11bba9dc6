using System;
using System.Collections.Generic;
using System.Linq;

namespace Bivouac.Mkimage.Image.Artifacts;

/// <summary>What is different in an image, compared with the last one of its name.</summary>
/// <param name="FormerSha256">SHA-256 of the former ISO.</param>
/// <param name="FormerCreatedAt">When the former volume was created, as it said.</param>
/// <param name="IsSame">Whether both are equal, byte for byte.</param>
/// <param name="FormerSize">Bytes of the former ISO.</param>
/// <param name="Size">Bytes of the ISO.</param>
/// <param name="Parts">The parts of both, with their bytes; a part that one lacks has 0 there.</param>
/// <param name="Added">Packages that are new, by name.</param>
/// <param name="Removed">Packages that are gone, by name.</param>
/// <param name="Changed">Packages of another version, by name.</param>
/// <param name="Kernels">Flavors whose kernel is of another release, new or gone.</param>
/// <param name="Modloops">Flavors whose modloop is compressed in another way, new or gone.</param>
/// <param name="OverlayChanged">Whether the overlay's content is another.</param>
internal sealed record ImageChanges(
    string FormerSha256,
    DateTimeOffset? FormerCreatedAt,
    bool IsSame,
    long FormerSize,
    long Size,
    IReadOnlyList<PartChange> Parts,
    IReadOnlyList<TextChange> Added,
    IReadOnlyList<TextChange> Removed,
    IReadOnlyList<TextChange> Changed,
    IReadOnlyList<TextChange> Kernels,
    IReadOnlyList<TextChange> Modloops,
    bool OverlayChanged)
{
    /// <summary>Compares two images.</summary>
    /// <param name="former">The manifest of the last build; null when there is none.</param>
    /// <param name="now">The manifest of this one.</param>
    /// <returns>The differences, or null when there is nothing to compare with.</returns>
    public static ImageChanges? Between(ImageManifest? former, ImageManifest now)
    {
        ArgumentNullException.ThrowIfNull(now);
        if (former is null) return null;
        var packages = Differences(former.Packages, now.Packages);
        return new(
            former.Sha256,
            former.CreatedAt,
            former.Sha256 == now.Sha256,
            former.Size,
            now.Size,
            [.. former.Parts.Keys.Union(now.Parts.Keys).Order(StringComparer.Ordinal).Select(n => new PartChange(n, former.Parts.GetValueOrDefault(n), now.Parts.GetValueOrDefault(n)))],
            [.. packages.Where(p => p.Former is null)],
            [.. packages.Where(p => p.Now is null)],
            [.. packages.Where(p => p is { Former: not null, Now: not null })],
            Differences(former.Kernels, now.Kernels),
            Differences(former.Modloops, now.Modloops),
            former.OverlayContentSha256 != now.OverlayContentSha256);
    }

    private static List<TextChange> Differences(SortedDictionary<string, string> former, SortedDictionary<string, string> now) =>
        [.. former.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
            .Select(n => new TextChange(n, former.GetValueOrDefault(n), now.GetValueOrDefault(n)))
            .Where(c => c.Former != c.Now)];
}
