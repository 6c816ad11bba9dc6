using System;

namespace Bivouac.Mkimage.Builders.Stores;

/// <summary>Something that was made for builds and takes space: a builder root, an image, a volume.</summary>
/// <param name="Name">What it is removed by.</param>
/// <param name="Kind">What it is, in a few words.</param>
/// <param name="Release">The release of Alpine, or null when it is of none or not known.</param>
/// <param name="Arch">Alpine's name of the architecture, or null.</param>
/// <param name="Mirror">The mirror that it was made from, or null.</param>
/// <param name="Bytes">The space that it takes, or null when it could not be asked.</param>
/// <param name="LastUsed">When a build last used it, or null when that is not known on this machine.</param>
/// <param name="Minirootfs">The SHA-256 of its minirootfs, or null.</param>
/// <param name="IsCurrent">Whether a build with the present pins and options would use it.</param>
internal sealed record ProvisionedBuilder(
    string Name,
    string Kind,
    string? Release,
    string? Arch,
    string? Mirror,
    long? Bytes,
    DateTimeOffset? LastUsed,
    string? Minirootfs,
    bool IsCurrent = false);
