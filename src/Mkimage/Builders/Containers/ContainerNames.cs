using System;
using System.Security.Cryptography;
using System.Text;
using Bivouac.Mkimage.Builders.Provisioning;

namespace Bivouac.Mkimage.Builders.Containers;

/// <summary>The names and labels of what Bivouac makes in a container engine.</summary>
internal static class ContainerNames
{
    /// <summary>The repository of builder images. Both programs take <c>localhost</c> for no registry to ask.</summary>
    public const string BuilderRepository = "localhost/bivouac-builder";

    /// <summary>The repository of images that hold nothing but a minirootfs.</summary>
    public const string MinirootfsRepository = "localhost/bivouac-minirootfs";

    /// <summary>The label of everything that is Bivouac's: what it is, one of the values below.</summary>
    public const string Kind = "io.bivouac.kind";

    /// <summary>An image that holds nothing but a minirootfs.</summary>
    public const string KindMinirootfs = "minirootfs";

    /// <summary>An image that builds run in.</summary>
    public const string KindBuilder = "builder";

    /// <summary>A container that a builder image is made in.</summary>
    public const string KindMaking = "making";

    /// <summary>A container that builds run in.</summary>
    public const string KindContainer = "container";

    /// <summary>A volume with stages, sections and images.</summary>
    public const string KindWork = "work";

    /// <summary>A volume with the copy of a mirror.</summary>
    public const string KindMirror = "mirror";

    /// <summary>The label with the name of the recipe.</summary>
    public const string Recipe = "io.bivouac.recipe";

    /// <summary>The label with the machine that makes an image.</summary>
    public const string Maker = "io.bivouac.maker";

    /// <summary>The label with the pinned release.</summary>
    public const string Release = "io.bivouac.release";

    /// <summary>The label with Alpine's name of the architecture.</summary>
    public const string Arch = "io.bivouac.arch";

    /// <summary>The label with the mirror.</summary>
    public const string MirrorLocation = "io.bivouac.mirror";

    /// <summary>The label with the checksum of the minirootfs.</summary>
    public const string Checksum = "io.bivouac.minirootfs";

    /// <summary>The label of a work volume with the folder that it stands for.</summary>
    public const string WorkDirectory = "io.bivouac.workdir";

    /// <summary>The builder image of a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    public static string BuilderImage(BuilderRecipe recipe) => $"{BuilderRepository}:{recipe.Name}";

    /// <summary>The volume that stands for a work directory.</summary>
    /// <param name="workDirectory">The work directory as the user names it.</param>
    public static string WorkVolume(string workDirectory) => "bivouac-work-" + Hash(workDirectory);

    /// <summary>The volume with the copy of a mirror.</summary>
    /// <param name="mirror">The mirror.</param>
    public static string MirrorVolume(Mirror mirror) => "bivouac-mirror-" + Hash(mirror.Location);

    /// <summary>A short hash of several texts.</summary>
    /// <param name="parts">The texts.</param>
    public static string Hash(params string[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))))[..16];
}
