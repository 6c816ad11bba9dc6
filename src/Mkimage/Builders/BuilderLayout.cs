using System.Collections.Generic;

namespace Bivouac.Mkimage.Builders;

/// <summary>Where things are in a builder that is ready, all as seen inside.</summary>
/// <param name="WorkRoot">
/// The folder for stages, work directories and images: on a real disk, kept between builds, never below /tmp. Names in it
/// that begin with a dot are the builder's own: <c>.runs</c>, and what else it keeps.
/// </param>
/// <param name="AportsFolder">What mkimage.sh takes as <c>APORTS</c>: it holds <c>scripts/</c> and <c>main/build-base</c>.</param>
/// <param name="ScriptsFolder">The pinned <c>scripts/</c> of aports, with mkimage.sh.</param>
/// <param name="Mirror">The mirror as apk inside takes it: a URL, or the path of a folder.</param>
/// <param name="Repositories">The mirror's main and community of the pinned branch, for <c>--repository</c>.</param>
/// <param name="SigningKey">
/// The private abuild key; its public half is beside it with <c>.pub</c> appended. mkimage.sh puts that into the image, and
/// finds both through abuild's own configuration.
/// </param>
/// <param name="Home">A HOME that holds nothing of Bivouac's; a build that needs <c>~/.mkimage</c> takes one of its own below <paramref name="WorkRoot"/>.</param>
/// <param name="Environment">
/// The variables that mkimage.sh needs in this builder whatever the image is (PATH, HOME, APORTS, and where abuild's
/// configuration is when HOME is another). The caller adds to them.
/// </param>
public sealed record BuilderLayout(
    string WorkRoot,
    string AportsFolder,
    string ScriptsFolder,
    string Mirror,
    IReadOnlyList<string> Repositories,
    string SigningKey,
    string Home,
    IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>Names the content of the scripts: the same path may hold others at the next build, which make all sections anew.</summary>
    public string ScriptsKey { get; init; } = "";

    /// <summary>The mirror as the user named it: two folders look the same inside, and hold other packages of the same names and versions.</summary>
    public string MirrorSource { get; init; } = "";
}
