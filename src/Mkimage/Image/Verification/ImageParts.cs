using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Mkimage.Image.Iso;

namespace Bivouac.Mkimage.Image.Verification;

/// <summary>Sums up what takes the room of an image.</summary>
internal static class ImageParts
{
    private static readonly string[] Names = ["kernel", "initramfs", "modloop", "packages", "overlay", "other"];

    /// <summary>The six parts; their bytes add up to the size of the image.</summary>
    public static IReadOnlyList<ImagePart> Of(IsoImage iso)
    {
        var bytes = Names.ToDictionary(name => name, _ => 0L);
        foreach (var entry in iso.Entries.Values) bytes[PartOf(entry.Path)] += entry.Size;
        bytes["other"] = Math.Max(0, iso.Length - bytes.Where(part => part.Key != "other").Sum(part => part.Value));
        return Names.Select(name => new ImagePart(name, bytes[name])).ToList();
    }

    private static string PartOf(string path)
    {
        if (Is("boot/vmlinuz-") || Is("boot/System.map-") || Is("boot/config-") || Is("boot/dtbs-")) return "kernel";
        if (Is("boot/initramfs-")) return "initramfs";
        if (Is("boot/modloop-")) return "modloop";
        if (Is("apks/")) return "packages";
        return path.EndsWith(ImageContents.OverlaySuffix, StringComparison.Ordinal) ? "overlay" : "other";

        bool Is(string start) => path.StartsWith(start, StringComparison.Ordinal);
    }
}
