using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Builders.Containers;

/// <summary>Named volumes.</summary>
internal static class ContainerVolume
{
    /// <summary>Makes a volume unless it is there.</summary>
    /// <param name="cli">The program.</param>
    /// <param name="name">The volume's name.</param>
    /// <param name="labels">Its labels, each <c>key=value</c>.</param>
    /// <param name="cancellationToken">Ends the making.</param>
    /// <exception cref="DriverException">It cannot be made (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public static async Task ProvideAsync(ContainerCli cli, string name, IReadOnlyList<string> labels, CancellationToken cancellationToken)
    {
        if (await cli.HasAsync("volume", name, cancellationToken).ConfigureAwait(false))
            return;
        var result = await cli.RunAsync(
            cancellationToken,
            ["volume", "create", .. labels.SelectMany(static l => (string[])["--label", l]), name]).ConfigureAwait(false);

        // docker takes one that is there, podman refuses: another process was quicker.
        if (!result.Succeeded && !result.Error.Contains("already exists", StringComparison.Ordinal))
            throw cli.Failed($"The volume {name} cannot be made", result);
    }
}
