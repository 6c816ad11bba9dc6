using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Scripts;

namespace Bivouac.Mkimage.Commands;

/// <summary>Which of the project's images a command is about.</summary>
internal static class ImageSelection
{
    /// <summary>The named images; all of them when none is named.</summary>
    /// <exception cref="DriverException">There is no such image (<see cref="ExitCode.Usage"/>).</exception>
    public static IReadOnlyList<LiveCdImage> All(IReadOnlyList<LiveCdImage> images, string[]? names)
    {
        if (names is null || names.Length == 0) return images;
        foreach (var name in names.Where(n => images.All(i => i.Model.Name != n)))
            throw new DriverException(ExitCode.Usage, $"There is no image '{name}'", $"the project defines {Names(images)}", "Pass one of these with --profile.");
        return [.. images.Where(i => names.Contains(i.Model.Name, StringComparer.Ordinal))];
    }

    /// <summary>The named images, or the only one.</summary>
    /// <exception cref="DriverException">Several are defined and none is named (<see cref="ExitCode.Usage"/>).</exception>
    public static IReadOnlyList<LiveCdImage> Named(IReadOnlyList<LiveCdImage> images, string[]? names)
    {
        var selected = All(images, names);
        if (selected.Count > 1 && names is not { Length: > 0 })
            throw new DriverException(ExitCode.Usage, "It is not clear which image is meant", $"the project defines {Names(images)}", $"Pass --profile {images[0].Model.Name} (or several).");
        if (selected.Count == 0)
            throw new DriverException(ExitCode.Usage, "There is nothing to build", "the project defines no image", "Add a class with [LiveCd].");
        return selected;
    }

    /// <summary>The architectures to build an image for.</summary>
    /// <exception cref="DriverException">The image does not declare the architecture (<see cref="ExitCode.Usage"/>): mkimage.sh would pass over it and exit 0.</exception>
    public static IReadOnlyList<string> Arches(LiveCdImage image, string? arch)
    {
        var declared = image.Model.Arches.Select(ArchNames.Of).ToArray();
        if (arch is null) return declared;
        if (declared.Contains(arch, StringComparer.Ordinal)) return [arch];
        throw new DriverException(
            ExitCode.Usage,
            $"Image '{image.Model.Name}' cannot be built for {arch}",
            $"it declares {(declared.Length == 0 ? "no architecture" : string.Join(", ", declared))}",
            "Pass one of these with --arch, or add it to .Arch(...).");
    }

    private static string Names(IReadOnlyList<LiveCdImage> images) =>
        images.Count == 0 ? "none" : string.Join(", ", images.Select(i => i.Model.Name));
}
