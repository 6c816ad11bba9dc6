using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders.Provisioning;
using Bivouac.Mkimage.Files;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders.Sandbox;

/// <summary>
/// The Alpine root that builds see, in the cache, under a name made of everything that it was made from: a changed pin makes
/// another root. It is made under another name and renamed at the end, so that no half-made one is ever used.
/// </summary>
/// <param name="options">The pins and the places.</param>
/// <param name="mirror">The mirror.</param>
/// <param name="files">Takes files from it.</param>
/// <param name="processes">Starts processes.</param>
/// <param name="entry">Enters the sandbox.</param>
/// <param name="flush">Brings a folder to the disk; by default <see cref="DurableFolder.FlushAsync"/>.</param>
internal sealed class SandboxRoot(
    BuilderOptions options,
    Mirror mirror,
    MirrorFiles files,
    IProcessRunner processes,
    SandboxEntry entry,
    Func<string, Task>? flush = null)
{
    private const string InputInside = "/run/bivouac";

    /// <summary>Finds the root, or makes it.</summary>
    /// <param name="key">The key whose signatures it trusts beside Alpine's.</param>
    /// <param name="mounts">What is seen in it while it is made: the mirror, the network's configuration.</param>
    /// <param name="progress">Is told each step.</param>
    /// <param name="cancellationToken">Ends the making.</param>
    /// <returns>The folder of this machine, kept from being removed until it is given back.</returns>
    /// <exception cref="DriverException">
    /// The mirror cannot be used or apk fails (<see cref="ExitCode.BuilderUnavailable"/>); the minirootfs is not the pinned one
    /// (<see cref="ExitCode.DownloadFailed"/>).
    /// </exception>
    public async Task<HeldRoot> ProvideAsync(
        SigningKey key,
        IReadOnlyList<SandboxMount> mounts,
        IProgress<string>? progress,
        CancellationToken cancellationToken)
    {
        var recipe = await BuilderRecipe.MakeAsync(options, mirror, files, entry.Mode.ToString(), key, cancellationToken).ConfigureAwait(false);
        var root = Path.Combine(options.CacheDirectory, "roots", recipe.Name);
        var file = root + ".lock";
        while (true)
        {
            var share = await CacheLock.ShareAsync(file, cancellationToken).ConfigureAwait(false);
            if (Directory.Exists(root))
            {
                RootDescription.Use(root, options, recipe.Checksum, DateTimeOffset.UtcNow);
                return new HeldRoot(root, share);
            }

            share.Dispose();
            using (await CacheLock.TakeAsync(
                file,
                () => progress?.Report("waiting for another process that makes the same builder root"),
                cancellationToken).ConfigureAwait(false))
            {
                if (!Directory.Exists(root))
                    await MakeAsync(root, recipe, mounts, progress, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task MakeAsync(
        string root,
        BuilderRecipe recipe,
        IReadOnlyList<SandboxMount> mounts,
        IProgress<string>? progress,
        CancellationToken cancellationToken)
    {
        progress?.Report($"making a builder root of Alpine {options.Release} ({options.Arch}) from {mirror.Location}");
        var partial = root + ".partial";
        var input = root + ".input";
        var archive = root + ".minirootfs.tar.gz";
        try
        {
            await recipe.BringMinirootfsAsync(files, archive, progress, cancellationToken).ConfigureAwait(false);
            await RemoveAsync(partial, cancellationToken).ConfigureAwait(false);
            var unpacked = await processes.RunAsync(entry.WithIds(SandboxScripts.Unpack, archive, partial), cancellationToken).ConfigureAwait(false);
            if (!unpacked.Succeeded)
            {
                throw new DriverException(
                    ExitCode.BuilderUnavailable,
                    "The minirootfs cannot be unpacked",
                    unpacked.Reason(),
                    "Look at the free space of the cache directory.");
            }

            await recipe.WriteInputAsync(input, cancellationToken).ConfigureAwait(false);
            var provisioned = await processes.RunAsync(
                entry.Keep(partial, [.. mounts, new SandboxMount(input, InputInside)], recipe.ProvisionCommand(InputInside, progress)) with { Input = recipe.ProvisionInput },
                cancellationToken).ConfigureAwait(false);
            if (!provisioned.Succeeded)
                throw recipe.NotProvisioned(provisioned);
            await CacheFolder.NameAsync("The builder root", partial, root, flush).ConfigureAwait(false);
            progress?.Report("the builder root is ready");
        }
        finally
        {
            // Not cancelled with the rest: nothing half-made stays if it can be helped.
            await RemoveAsync(partial, CancellationToken.None).ConfigureAwait(false);
            await RemoveAsync(input, CancellationToken.None).ConfigureAwait(false);
            File.Delete(archive);
        }
    }

    private async Task RemoveAsync(string folder, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder))
            await processes.RunAsync(entry.WithIds(SandboxScripts.Remove, folder), cancellationToken).ConfigureAwait(false);
    }
}
