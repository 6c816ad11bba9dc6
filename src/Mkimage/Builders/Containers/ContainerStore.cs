using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders.Stores;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders.Containers;

/// <summary>The images and volumes that Bivouac made in a container engine.</summary>
/// <param name="cli">The program.</param>
/// <param name="processes">Starts it.</param>
/// <param name="cacheDirectory">Notes when they were used.</param>
internal sealed class ContainerStore(ContainerCli cli, IProcessRunner processes, string cacheDirectory) : IBuilderStore
{
    private const string SizeScript = """du -s -k "$1" | cut -f 1""";

    private readonly string prefix = cli.Program + ":";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProvisionedBuilder>> ListAsync(CancellationToken cancellationToken)
    {
        var builders = new List<ProvisionedBuilder>();
        string? any = null;
        foreach (var image in await NamesAsync(ContainerNames.KindBuilder, cancellationToken).ConfigureAwait(false))
        {
            var said = await cli.InspectAsync("image", image, """{"labels":{{json .Config.Labels}},"size":{{json .Size}}}""", cancellationToken).ConfigureAwait(false);
            if (said is null)
                continue;
            any = image;
            using var document = JsonDocument.Parse(said);
            string? Label(string name) =>
                document.RootElement.GetProperty("labels").TryGetProperty(name, out var value) ? value.GetString() : null;
            var name = prefix + image[(image.LastIndexOf(':') + 1)..];
            builders.Add(new ProvisionedBuilder(
                name,
                cli.Program + " image",
                Label(ContainerNames.Release),
                Label(ContainerNames.Arch),
                Label(ContainerNames.MirrorLocation),
                document.RootElement.GetProperty("size").GetInt64(),
                ContainerUse.Last(cacheDirectory, name),
                Label(ContainerNames.Checksum)));
        }

        foreach (var kind in (string[])[ContainerNames.KindMirror, ContainerNames.KindWork])
        {
            foreach (var volume in await VolumesAsync(kind, cancellationToken).ConfigureAwait(false))
            {
                builders.Add(new ProvisionedBuilder(
                    prefix + volume,
                    kind == ContainerNames.KindWork ? cli.Program + " work volume" : cli.Program + " mirror volume",
                    Release: null,
                    Arch: null,
                    Mirror: null,
                    await SizeAsync(any, volume, cancellationToken).ConfigureAwait(false),
                    ContainerUse.Last(cacheDirectory, prefix + volume),
                    Minirootfs: null));
            }
        }

        return builders;
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(ProvisionedBuilder builder, CancellationToken cancellationToken)
    {
        var what = $"{builder.Name} cannot be removed";
        var name = builder.Name[prefix.Length..];
        var isImage = builder.Kind.EndsWith(" image", StringComparison.Ordinal);
        var image = $"{ContainerNames.BuilderRepository}:{name}";
        var containers = Lines(await cli.RequireAsync(
            what, cancellationToken, "ps", "-a", "-q", "--no-trunc", "--filter", isImage ? $"ancestor={image}" : $"volume={name}").ConfigureAwait(false));
        await RemoveContainersAsync(builder, containers, what, cancellationToken).ConfigureAwait(false);
        await cli.RequireAsync(what, cancellationToken, isImage ? ["rmi", image] : ["volume", "rm", name]).ConfigureAwait(false);
        File.Delete(ContainerUse.FileOf(cacheDirectory, builder.Name));
        if (!isImage || (await NamesAsync(ContainerNames.KindBuilder, cancellationToken).ConfigureAwait(false)).Count > 0)
            return;
        foreach (var minirootfs in await NamesAsync(ContainerNames.KindMinirootfs, cancellationToken).ConfigureAwait(false))
            await cli.RequireAsync(what, cancellationToken, "rmi", minirootfs).ConfigureAwait(false);
    }

    // Nobody begins with one of them while the others are looked at; one that did not run and was started since is left by rm without -f.
    private async Task RemoveContainersAsync(ProvisionedBuilder builder, List<string> containers, string what, CancellationToken cancellationToken)
    {
        var holds = new Dictionary<string, ContainerHold>(StringComparer.Ordinal);
        try
        {
            foreach (var container in containers)
            {
                if (await cli.InspectAsync("container", container, "{{.State.Running}}", cancellationToken).ConfigureAwait(false) != "true")
                    continue;
                var (hold, failure) = await ContainerHold.TakeWholeAsync(
                    processes, command => cli.Exec(container, command), ContainerBuilder.WorkRootInside, cancellationToken).ConfigureAwait(false);
                if (failure is not null)
                    throw cli.Failed($"The container {container[..12]} does not answer", failure);
                holds.Add(container, hold ?? throw InUse.Of(builder.Name, $"a driver works with the container {container[..12]}, or a build runs in it"));
            }

            foreach (var container in containers)
                await cli.RequireAsync(what, cancellationToken, holds.ContainsKey(container) ? ["rm", "-f", container] : ["rm", container]).ConfigureAwait(false);
        }
        finally
        {
            foreach (var hold in holds.Values)
                await hold.DisposeAsync().ConfigureAwait(false);
        }
    }

    // What lies in between has no name, and goes with the engine's own pruning.
    private async Task<List<string>> NamesAsync(string kind, CancellationToken cancellationToken)
    {
        var repository = kind == ContainerNames.KindBuilder ? ContainerNames.BuilderRepository : ContainerNames.MinirootfsRepository;
        var listed = await cli.RequireAsync(
            $"The images of {cli.Program} cannot be listed",
            cancellationToken,
            "images", "--filter", $"label={ContainerNames.Kind}={kind}", "--format", "{{.Repository}}:{{.Tag}}").ConfigureAwait(false);
        return [.. Lines(listed).Where(i => i.StartsWith(repository + ":", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    private async Task<List<string>> VolumesAsync(string kind, CancellationToken cancellationToken) =>
        Lines(await cli.RequireAsync(
            $"The volumes of {cli.Program} cannot be listed",
            cancellationToken,
            "volume", "ls", "-q", "--filter", $"label={ContainerNames.Kind}={kind}").ConfigureAwait(false));

    // The engine's own figures take long, or are not there: a container looks.
    private async Task<long?> SizeAsync(string? image, string volume, CancellationToken cancellationToken)
    {
        if (image is null)
            return null;
        var result = await cli.RunAsync(
            cancellationToken,
            "run", "--rm", "--pull", "never", "--network", "none", "--volume", volume + ":/volume:ro", image, "/bin/sh", "-c", SizeScript, "sh", "/volume").ConfigureAwait(false);
        return result.Succeeded && long.TryParse(result.Output.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var kib) ? kib << 10 : null;
    }

    private static List<string> Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
