using System;
using System.Collections.Generic;
using System.Formats.Tar;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders.Provisioning;

namespace Bivouac.Mkimage.Builders.Containers;

/// <summary>
/// The copy of a mirror that is a folder of this machine, in a volume that builds see read-only: an engine may be on another
/// machine, and a container sees no folder of this one. Only what the volume lacks is sent, so that a mirror that is updated
/// every night costs its new packages.
/// </summary>
/// <param name="options">The branch and the architecture.</param>
/// <param name="cli">The program.</param>
/// <param name="mirror">The mirror.</param>
internal sealed class ContainerMirror(BuilderOptions options, ContainerCli cli, Mirror mirror)
{
    private const string IndexName = "APKINDEX.tar.gz";

    private readonly string[] folders =
        [.. ((string[])["main", "community"]).Select(r => $"{Mirror.BranchFolder(options.Branch)}/{r}/{options.Arch}")];

    /// <summary>The volume.</summary>
    public string Volume => ContainerNames.MirrorVolume(mirror);

    /// <summary>Looks at the folder: what of it builds may ask for, and how it stands.</summary>
    public MirrorListing List()
    {
        var files = folders
            .Where(f => Directory.Exists(mirror.File(f)))
            .SelectMany(f => new DirectoryInfo(mirror.File(f)).EnumerateFiles()
                .Where(static i => i.Name == IndexName || i.Extension == ".apk")
                .Select(i => (Name: $"{f}/{i.Name}", Info: i)))
            .OrderBy(static f => f.Name, StringComparer.Ordinal)
            .ToList();

        // An index of the same length may be another: its time counts too.
        var stand = ContainerNames.Hash([.. files.Select(static f => Path.GetFileName(f.Name) == IndexName
            ? string.Create(CultureInfo.InvariantCulture, $"{f.Name} {f.Info.Length} {f.Info.LastWriteTimeUtc.Ticks}")
            : string.Create(CultureInfo.InvariantCulture, $"{f.Name} {f.Info.Length}"))]);
        return new MirrorListing(files.ToDictionary(static f => f.Name, static f => f.Info, StringComparer.Ordinal), $".bivouac-{stand}");
    }

    /// <summary>Makes the volume and sends it what it lacks.</summary>
    /// <param name="listing">How the folder stands.</param>
    /// <param name="image">An image with a shell and tar.</param>
    /// <param name="progress">Is told when something is sent.</param>
    /// <param name="cancellationToken">Ends the sending; the next time goes on with what is missing.</param>
    /// <exception cref="DriverException">The volume cannot be made or is full (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public async Task ProvideAsync(MirrorListing listing, string image, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        using (await CacheLock.TakeAsync(
            Path.Combine(options.CacheDirectory, "containers", $"{cli.Program}-{Volume}.lock"),
            () => progress?.Report("waiting for another process that copies the same mirror"),
            cancellationToken).ConfigureAwait(false))
        {
            await ContainerVolume.ProvideAsync(
                cli,
                Volume,
                [$"{ContainerNames.Kind}={ContainerNames.KindMirror}", $"{ContainerNames.MirrorLocation}={mirror.Location}"],
                cancellationToken).ConfigureAwait(false);
            var there = await ListVolumeAsync(image, cancellationToken).ConfigureAwait(false);
            if (there.ContainsKey(listing.Mark))
                return;
            var missing = listing.Files
                .Where(f => Path.GetFileName(f.Key) == IndexName || !there.TryGetValue(f.Key, out var length) || length != f.Value.Length)
                .ToList();
            progress?.Report(string.Create(
                CultureInfo.InvariantCulture,
                $"copying {missing.Count} of {listing.Files.Count} files ({missing.Sum(static f => f.Value.Length) >> 20} MiB) of the mirror {mirror.Location} into the volume {Volume}; the next build sends what is new"));
            var result = await cli.FeedAsync(
                (stream, token) => WriteAsync(missing, stream, token),
                cancellationToken,
                [.. Run(image, isReadOnly: false), ContainerScripts.TakeMirror, "sh", BuilderRecipe.MirrorInside, listing.Mark]).ConfigureAwait(false);
            if (!result.Succeeded)
            {
                throw new DriverException(
                    ExitCode.BuilderUnavailable,
                    $"The mirror {mirror.Location} cannot be copied into the volume {Volume}",
                    result.Reason(),
                    $"Free some space for the engine ({cli.Program} system df shows what it uses), or pass the mirror as a URL that containers can reach: --mirror URL.");
            }
        }
    }

    private async Task<Dictionary<string, long>> ListVolumeAsync(string image, CancellationToken cancellationToken)
    {
        var listed = await cli.RequireAsync(
            $"The volume {Volume} cannot be looked at",
            cancellationToken,
            [.. Run(image, isReadOnly: true), ContainerScripts.ListMirror, "sh", BuilderRecipe.MirrorInside, ".", .. folders]).ConfigureAwait(false);
        var files = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var line in listed.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var name = line[(space + 1)..];
            files[name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name] = long.Parse(line[..space], CultureInfo.InvariantCulture);
        }

        return files;
    }

    private string[] Run(string image, bool isReadOnly) =>
    [
        "run", "--rm", "-i", "--pull", "never", "--network", "none", "--security-opt", "no-new-privileges",
        "--volume", $"{Volume}:{BuilderRecipe.MirrorInside}{(isReadOnly ? ":ro" : "")}",
        image, "/bin/sh", "-c",
    ];

    // Packages first: an index never names what is not there.
    private static async Task WriteAsync(List<KeyValuePair<string, FileInfo>> files, Stream stream, CancellationToken cancellationToken)
    {
        var writer = new TarWriter(stream, TarEntryFormat.Gnu, leaveOpen: true);
        await using (writer.ConfigureAwait(false))
        {
            foreach (var (name, info) in files.OrderBy(static f => Path.GetFileName(f.Key) == IndexName))
            {
                var content = info.OpenRead();
                await using (content.ConfigureAwait(false))
                {
                    await writer.WriteEntryAsync(
                        new GnuTarEntry(TarEntryType.RegularFile, Path.GetFileName(name) == IndexName ? name + ".new" : name)
                        {
                            DataStream = content,
                            ModificationTime = info.LastWriteTimeUtc,
                        },
                        cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }
}
