using System.Collections.Generic;
using Bivouac.Model;

namespace Bivouac.Mkimage.Staging;

/// <summary>What a builder gets, in a folder of this machine.</summary>
/// <param name="Model">The image.</param>
/// <param name="Folder">
/// The folder: <c>stage/</c> with the scripts, VERSIONS, <c>files/</c> and <c>bin/</c>, where mkimage.sh runs, and
/// <c>home/.mkimage</c>, a link to it, so that both places that mkimage.sh looks at hold the same.
/// </param>
/// <param name="ContentSha256">The hash that stands in the overlay script and in the image's <c>/etc/bivouac-release</c>.</param>
/// <param name="Files">The staged files of the project.</param>
public sealed record Stage(LiveCdModel Model, string Folder, string ContentSha256, IReadOnlyList<StagedFile> Files)
{
    /// <summary>The folder with the scripts, below <see cref="Folder"/>.</summary>
    public const string ScriptsFolder = "stage";

    /// <summary>The HOME of the build, below <see cref="Folder"/>.</summary>
    public const string HomeFolder = "home";
}
