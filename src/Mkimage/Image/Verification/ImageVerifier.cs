using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Bivouac.Mkimage.Image.Verification.Checks;

namespace Bivouac.Mkimage.Image.Verification;

/// <summary>
/// Compares an ISO with what was declared. mkimage.sh exits 0 in many cases without a good image (none at all, one without
/// overlay, without kernel, that only half of the machines can boot), so a build counts only when this passes.
/// </summary>
public static class ImageVerifier
{
    /// <summary>Runs every check; none stops the others. Damaged images and missing files come out as failed checks, not as exceptions.</summary>
    /// <param name="isoPath">The ISO that should be there.</param>
    /// <param name="expectation">What it must be.</param>
    /// <returns>All results, and what is in the image.</returns>
    public static ImageReport Verify(string isoPath, ImageExpectation expectation)
    {
        ArgumentNullException.ThrowIfNull(isoPath);
        ArgumentNullException.ThrowIfNull(expectation);
        using var contents = new ImageContents(isoPath, expectation);
        var list = new CheckList();
        FileChecks.Run(list, contents);
        BootChecks.Run(list, contents);
        foreach (var flavor in expectation.KernelFlavors) KernelChecks.Run(list, contents, flavor);
        PackageChecks.Run(list, contents);
        OverlayChecks.Run(list, contents);
        var report = new ImageReport { IsoPath = isoPath, Checks = list.Checks, Warnings = list.Warnings };
        return Describe(report, contents);
    }

    private static ImageReport Describe(ImageReport report, ImageContents contents)
    {
        if (Try(() => contents.Iso) is not { } iso) return report with { Size = File.Exists(contents.IsoPath) ? new FileInfo(contents.IsoPath).Length : 0 };
        var flavors = contents.Expectation.KernelFlavors.Distinct().ToList();
        return report with
        {
            Size = iso.Length,
            VolumeId = iso.VolumeId,
            CreatedAt = iso.CreatedAt,
            Parts = ImageParts.Of(iso),
            KernelReleases = Map(flavors, flavor => Try(() => contents.KernelReleaseOf(flavor))),
            ModloopCompressions = Map(flavors, flavor => Try(() => contents.ReadModloop(flavor))).ToDictionary(pair => pair.Key, pair => pair.Value.Compression),
            Packages = Try(() => contents.Index)?.Packages.Select(package => new ImagePackage(package.Name, package.Version, package.Size)).ToList() ?? [],
            OverlayContentSha256 = contents.Overlays.Count == 0 ? null : Try(() => OverlayChecks.ContentSha256Of(contents.Overlay)),
        };
    }

    private static Dictionary<string, T> Map<T>(IEnumerable<string> keys, Func<string, T?> value)
        where T : class
    {
        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var key in keys)
            if (value(key) is { } found)
                map.Add(key, found);
        return map;
    }

    // What cannot be read has failed a check that says so; the description leaves it out.
    private static T? Try<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (CheckList.IsUnreadable(exception))
        {
            return null;
        }
    }
}
