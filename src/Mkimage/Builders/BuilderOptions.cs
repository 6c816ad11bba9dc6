using System;
using System.Collections.Generic;
using System.IO;

namespace Bivouac.Mkimage.Builders;

/// <summary>What a builder is made from: the pins and the places of this machine. The command line and VERSIONS fill it.</summary>
public sealed record BuilderOptions
{
    /// <summary>Alpine's own mirror network.</summary>
    public const string DefaultMirror = "https://dl-cdn.alpinelinux.org/alpine";

    /// <summary>Where Alpine's scripts of a tag or commit are served; <c>{ref}</c> stands for <see cref="AportsRef"/>.</summary>
    public const string DefaultAportsSource =
        "https://gitlab.alpinelinux.org/alpine/aports/-/archive/{ref}/aports-{ref}.tar.gz?path=scripts";

    /// <summary>The mirror: a URL (https, or http when it is given so) or a folder of this machine with the same layout.</summary>
    public string Mirror { get; init; } = DefaultMirror;

    /// <summary>
    /// Where mkimage.sh comes from: the URL of a <c>.tar.gz</c> with <c>{ref}</c> for <see cref="AportsRef"/>, or a folder
    /// of this machine that holds <c>scripts/mkimage.sh</c>.
    /// </summary>
    public string AportsSource { get; init; } = DefaultAportsSource;

    /// <summary>The tag or commit of aports that the scripts are taken from; not used for a folder.</summary>
    public string? AportsRef { get; init; }

    /// <summary>The SHA-256 of the archive with the scripts; without it an archive is refused. Not used for a folder.</summary>
    public string? AportsSha256 { get; init; }

    /// <summary>
    /// Public key files of this machine for a mirror that signs with keys of its own. The builder's apk trusts them, and so
    /// does the root in which mkimage.sh collects packages. A file keeps its name: apk finds a key by it.
    /// </summary>
    public IReadOnlyList<string> ApkKeys { get; init; } = [];

    /// <summary>
    /// What the image needs in its builder beside Alpine's tools: packages that have a program of their own name, such as
    /// <c>xz</c>. A provisioned builder installs them, others are looked at for them.
    /// </summary>
    public IReadOnlyList<string> Packages { get; init; } = [];

    /// <summary>Alpine's name of the architecture: x86_64, x86, aarch64, armv7, armhf, ppc64le, s390x, riscv64, loongarch64.</summary>
    public required string Arch { get; init; }

    /// <summary>The pinned release of Alpine, such as <c>3.21.3</c>.</summary>
    public required string Release { get; init; }

    /// <summary>The branch whose repositories are used: <c>3.21</c>, or <c>edge</c>.</summary>
    public required string Branch { get; init; }

    /// <summary>
    /// The pinned SHA-256 of <c>alpine-minirootfs-RELEASE-ARCH.tar.gz</c>. When null, the mirror's own <c>.sha256</c> file is
    /// read first, which proves that the file is whole but not that it is Alpine's.
    /// </summary>
    public string? MinirootfsSha256 { get; init; }

    /// <summary>
    /// The folder of this machine for stages, work directories and images, on a real disk with some gigabytes free and not
    /// below /tmp. Sections survive in it between builds.
    /// </summary>
    public string WorkDirectory { get; init; } = DefaultWorkDirectory;

    /// <summary>The folder of this machine for downloads, builder roots and the signing key.</summary>
    public string CacheDirectory { get; init; } = DefaultCacheDirectory();

    /// <summary>The work directory of who names none.</summary>
    internal static string DefaultWorkDirectory => "/var/tmp/bivouac-" + Environment.UserName;

    /// <summary>The cache of this user: below XDG_CACHE_HOME, or ~/.cache.</summary>
    internal static string DefaultCacheDirectory()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");

        // The XDG base directory specification: a relative path is to be ignored.
        if (string.IsNullOrEmpty(cache) || !Path.IsPathRooted(cache))
            cache = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(cache, "bivouac");
    }
}
