using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders.Provisioning;

namespace Bivouac.Mkimage.Builders.Containers;

/// <summary>
/// The image that builds run in, made from the pinned minirootfs: imported, provisioned in a container of its own and
/// committed. It gets its name at the end, so that no half-made one is ever used.
/// </summary>
/// <param name="options">The pins and the places.</param>
/// <param name="cli">The program.</param>
/// <param name="mirror">The mirror.</param>
/// <param name="files">Takes files from it.</param>
internal sealed class ContainerImage(BuilderOptions options, ContainerCli cli, Mirror mirror, MirrorFiles files)
{
    private const string InputInside = "/run/bivouac";

    /// <summary>Finds the image with nothing but the minirootfs, or makes it.</summary>
    /// <param name="recipe">What it is made from.</param>
    /// <param name="progress">Is told each step.</param>
    /// <param name="cancellationToken">Ends the making.</param>
    /// <returns>Its name.</returns>
    /// <exception cref="DriverException">The minirootfs is not the pinned one (<see cref="ExitCode.DownloadFailed"/>), or cannot be had or imported (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public async Task<string> ProvideMinirootfsAsync(BuilderRecipe recipe, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var name = $"{ContainerNames.MinirootfsRepository}:{options.Release}-{options.Arch}-{ContainerNames.Hash(recipe.Checksum.ToString())}";
        if (await cli.HasAsync("image", name, cancellationToken).ConfigureAwait(false))
            return name;
        progress?.Report($"importing the minirootfs of Alpine {options.Release} ({options.Arch}) into {cli.Program}");
        var folder = Directory.CreateTempSubdirectory("bivouac-minirootfs-").FullName;
        try
        {
            var archive = Path.Combine(folder, "minirootfs.tar.gz");
            await recipe.BringMinirootfsAsync(files, archive, progress, cancellationToken).ConfigureAwait(false);
            return await ImportAsync(archive, name, recipe, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Finds the builder image, or makes it.</summary>
    /// <param name="recipe">What it is made from.</param>
    /// <param name="mirrorVolume">The volume with the copy of a mirror that is a folder, else null.</param>
    /// <param name="progress">Is told each step.</param>
    /// <param name="cancellationToken">Ends the making.</param>
    /// <returns>Its name.</returns>
    /// <exception cref="DriverException">See <see cref="ProvideMinirootfsAsync"/>; or apk fails (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public async Task<string> ProvideAsync(
        BuilderRecipe recipe,
        string? mirrorVolume,
        IProgress<string>? progress,
        CancellationToken cancellationToken)
    {
        var name = ContainerNames.BuilderImage(recipe);
        if (await cli.HasAsync("image", name, cancellationToken).ConfigureAwait(false))
            return name;
        using (await CacheLock.TakeAsync(
            Path.Combine(options.CacheDirectory, "containers", $"{cli.Program}-{recipe.Name}.lock"),
            () => progress?.Report("waiting for another process that makes the same builder image"),
            cancellationToken).ConfigureAwait(false))
        {
            if (!await cli.HasAsync("image", name, cancellationToken).ConfigureAwait(false))
                await MakeAsync(name, recipe, mirrorVolume, progress, cancellationToken).ConfigureAwait(false);
            return name;
        }
    }

    private async Task<string> ImportAsync(string archive, string name, BuilderRecipe recipe, CancellationToken cancellationToken)
    {
        var result = await cli.FeedAsync(
            async (stream, token) =>
            {
                var file = File.OpenRead(archive);
                await using (file.ConfigureAwait(false))
                    await file.CopyToAsync(stream, token).ConfigureAwait(false);
            },
            cancellationToken,
            "import",
            "--change", $"LABEL {ContainerNames.Kind}={ContainerNames.KindMinirootfs}",
            "--change", $"LABEL {ContainerNames.Checksum}={recipe.Checksum.Hex}",
            "-",
            name).ConfigureAwait(false);
        return result.Succeeded ? name : throw cli.Failed("The minirootfs cannot be imported", result);
    }

    private async Task MakeAsync(
        string name,
        BuilderRecipe recipe,
        string? mirrorVolume,
        IProgress<string>? progress,
        CancellationToken cancellationToken)
    {
        const string what = "The builder image cannot be made";
        progress?.Report($"making a builder image of Alpine {options.Release} ({options.Arch}) from {mirror.Location}");
        var minirootfs = await ProvideMinirootfsAsync(recipe, progress, cancellationToken).ConfigureAwait(false);
        await RemoveLeftoversAsync(recipe, cancellationToken).ConfigureAwait(false);
        var container = await cli.RequireAsync(
            what,
            cancellationToken,
            [
                "create", "--pull", "never", .. Labels(recipe), .. Confinement(cli.Program, mirror, mirrorVolume),
                minirootfs, "/bin/sh", "-c", ContainerScripts.Init,
            ]).ConfigureAwait(false);
        try
        {
            await cli.RequireAsync(what, cancellationToken, "start", container).ConfigureAwait(false);
            await new ContainerReach(cli, mirror, options)
                .RequireAsync((command, input) => cli.FeedAsync(input, cancellationToken, ["exec", "-i", container, .. command]), Proxies.For(mirror), cancellationToken).ConfigureAwait(false);
            await PutInputAsync(recipe, container, cancellationToken).ConfigureAwait(false);
            var provisioned = await cli.FeedAsync(
                recipe.ProvisionInput,
                cancellationToken,
                ["exec", "-i", container, .. recipe.ProvisionCommand(InputInside, progress)]).ConfigureAwait(false);
            if (!provisioned.Succeeded)
                throw recipe.NotProvisioned(provisioned);
            await cli.RequireAsync(what, cancellationToken, "stop", "-t", "5", container).ConfigureAwait(false);
            var image = await cli.RequireAsync(what, cancellationToken, "commit", "--change", $"LABEL {ContainerNames.Kind}={ContainerNames.KindBuilder}", container)
                .ConfigureAwait(false);

            // podman tells its steps before the id, when it thinks that somebody looks.
            await cli.RequireAsync(what, cancellationToken, "tag", image[(image.LastIndexOf('\n') + 1)..].Trim(), name).ConfigureAwait(false);
            progress?.Report("the builder image is ready");
        }
        finally
        {
            // Not cancelled with the rest: nothing half-made stays if it can be helped.
            await cli.RunAsync(CancellationToken.None, "rm", "-f", container).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The arguments that keep a container in: no rights to gain, no folder of the machine, no network where none is needed, no proxy that was
    /// the user's when it was made.
    /// </summary>
    /// <param name="program"><c>docker</c> or <c>podman</c>.</param>
    /// <param name="mirror">The mirror.</param>
    /// <param name="mirrorVolume">The volume with its copy when it is a folder, else null.</param>
    public static IReadOnlyList<string> Confinement(string program, Mirror mirror, string? mirrorVolume)
    {
        List<string> arguments = ["--security-opt", "no-new-privileges"];
        if (mirror.IsFolder)
            arguments.AddRange(["--network", "none"]);
        else if (program == "podman")
            arguments.Add("--http-proxy=false");
        if (mirrorVolume is not null)
            arguments.AddRange(["--volume", $"{mirrorVolume}:{BuilderRecipe.MirrorInside}:ro"]);
        return arguments;
    }

    private async Task PutInputAsync(BuilderRecipe recipe, string container, CancellationToken cancellationToken)
    {
        var input = Directory.CreateTempSubdirectory("bivouac-input-").FullName;
        try
        {
            await recipe.WriteInputAsync(input, cancellationToken).ConfigureAwait(false);
            var result = await cli.FeedAsync(
                (stream, token) => FolderTar.WriteAsync(input, stream, token),
                cancellationToken,
                "exec", "-i", container, "/bin/sh", "-c", ContainerScripts.Place, "sh", InputInside).ConfigureAwait(false);
            if (!result.Succeeded)
                throw cli.Failed("The builder image cannot be made", result);
        }
        finally
        {
            Directory.Delete(input, recursive: true);
        }
    }

    // What a killed process left; another machine's may be at work.
    private async Task RemoveLeftoversAsync(BuilderRecipe recipe, CancellationToken cancellationToken)
    {
        var found = await cli.RequireAsync(
            "Containers cannot be listed",
            cancellationToken,
            "ps", "-a", "-q", "--no-trunc",
            "--filter", $"label={ContainerNames.Kind}={ContainerNames.KindMaking}",
            "--filter", $"label={ContainerNames.Recipe}={recipe.Name}",
            "--filter", $"label={ContainerNames.Maker}={Environment.MachineName}").ConfigureAwait(false);
        foreach (var container in found.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            await cli.RunAsync(cancellationToken, "rm", "-f", container).ConfigureAwait(false);
    }

    // A commit hands the container's labels on to its image.
    private IEnumerable<string> Labels(BuilderRecipe recipe) =>
    [
        "--label", $"{ContainerNames.Kind}={ContainerNames.KindMaking}",
        "--label", $"{ContainerNames.Recipe}={recipe.Name}",
        "--label", $"{ContainerNames.Maker}={Environment.MachineName}",
        "--label", $"{ContainerNames.Release}={options.Release}",
        "--label", $"{ContainerNames.Arch}={options.Arch}",
        "--label", $"{ContainerNames.MirrorLocation}={mirror.Location}",
    ];
}
