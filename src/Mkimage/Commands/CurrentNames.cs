using System.Collections.Generic;
using System.IO;
using System.Linq;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Containers;
using Bivouac.Mkimage.Builders.Provisioning;
using Bivouac.Mkimage.Builders.Sandbox;
using Bivouac.Mkimage.Builders.Stores;
using Bivouac.Mkimage.Http;

namespace Bivouac.Mkimage.Commands;

/// <summary>Which provisioned builders the present pins and options lead to.</summary>
internal static class CurrentNames
{
    /// <summary>Whether a build would use a builder.</summary>
    /// <param name="pinned">The options of each build of the project.</param>
    /// <param name="builder">The builder.</param>
    public static bool Uses(IEnumerable<BuilderOptions> pinned, ProvisionedBuilder builder)
    {
        var name = builder.Name[(builder.Name.IndexOf(':', System.StringComparison.Ordinal) + 1)..];
        return pinned.Any(options => Names(options, builder.Minirootfs).Contains(name));
    }

    private static IEnumerable<string> Names(BuilderOptions options, string? minirootfs)
    {
        var mirror = Mirror.Parse(options.Mirror);
        yield return ContainerNames.WorkVolume(Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.WorkDirectory)));
        if (mirror.IsFolder) yield return ContainerNames.MirrorVolume(mirror);

        // Without a pin the mirror says what it is; any that it said is taken for it.
        var checksum = options.MinirootfsSha256 is { Length: > 0 } pin ? pin : minirootfs;
        if (checksum is null || SigningKey.Find(options.CacheDirectory) is not { } key || options.ApkKeys.Any(k => !File.Exists(k))) yield break;
        var keys = BuilderRecipe.ReadKeys(options, key);
        foreach (var kind in (string[])[nameof(SandboxMode.Root), nameof(SandboxMode.User), ContainerBuilder.RecipeKind])
            yield return new BuilderRecipe(options, mirror, kind, keys, FileChecksum.Parse(checksum)).Name;
    }
}
