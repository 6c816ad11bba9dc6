using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders.Provisioning;

namespace Bivouac.Mkimage.Builders.Containers;

/// <summary>What a work container holds beside its image: Alpine's scripts, the signing key, and the copy of a mirror that is a folder.</summary>
/// <param name="cli">The program.</param>
/// <param name="scripts">The folder of this machine with Alpine's scripts.</param>
/// <param name="scriptsInside">Inside: where they go.</param>
/// <param name="key">The signing key.</param>
/// <param name="mirror">The copy of the mirror, or null when the mirror has a URL.</param>
/// <param name="listing">How the mirror stands, or null.</param>
internal sealed class ContainerContent(ContainerCli cli, string scripts, string scriptsInside, SigningKey key, ContainerMirror? mirror, MirrorListing? listing)
{
    private readonly string[] mark = listing is null ? [] : [$"{BuilderRecipe.MirrorInside}/{listing.Mark}"];

    // The public half arrives last.
    private readonly string[] keys = [key.FileInside + ".pub"];

    /// <summary>Inside: the files that are there when all of it is.</summary>
    public IReadOnlyList<string> Files => [.. mark, scriptsInside, .. keys];

    /// <summary>Brings what a container lacks.</summary>
    /// <param name="link">The container.</param>
    /// <param name="image">Its image, with a shell and tar.</param>
    /// <param name="progress">Is told when a mirror is copied.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    /// <exception cref="DriverException">It cannot be brought (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public async Task FillAsync(ContainerLink link, string image, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        if (mark.Length > 0 && !await HasAsync(link, mark, cancellationToken).ConfigureAwait(false))
            await mirror!.ProvideAsync(listing!, image, progress, cancellationToken).ConfigureAwait(false);
        if (!await HasAsync(link, [scriptsInside], cancellationToken).ConfigureAwait(false))
            await FeedAsync(link, scripts, ContainerScripts.Place, scriptsInside, cancellationToken).ConfigureAwait(false);
        if (!await HasAsync(link, keys, cancellationToken).ConfigureAwait(false))
            await FeedAsync(link, key.Folder, ContainerScripts.PlaceKey, SigningKey.FolderInside, cancellationToken).ConfigureAwait(false);
    }

    private async Task FeedAsync(ContainerLink link, string localFolder, string script, string folder, CancellationToken cancellationToken)
    {
        var result = await link.RunAsync(
            link.Enter(["/bin/sh", "-c", script, "sh", folder]) with { Input = (stream, token) => FolderTar.WriteAsync(localFolder, stream, token) },
            cancellationToken).ConfigureAwait(false);
        if (!result.Succeeded)
            throw cli.Failed($"{localFolder} cannot be copied into the container", result);
    }

    private async Task<bool> HasAsync(ContainerLink link, IReadOnlyList<string> inside, CancellationToken cancellationToken)
    {
        var result = await link.RunAsync(link.Enter(["/bin/sh", "-c", ContainerScripts.HasAll, "sh", .. inside]), cancellationToken).ConfigureAwait(false);
        return result.ExitCode switch
        {
            0 => true,
            1 when result.Error.Length == 0 => false,
            _ => throw cli.Failed($"The container of {cli.Program} does not answer", result),
        };
    }
}
