using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Builders.Containers;

/// <summary>
/// The one container of a work volume: whoever knows the work directory finds it and what runs in it. It is of one image at a
/// time; another one's build waits until nothing runs in it, since processes of one container are not seen from another.
/// </summary>
/// <param name="cli">The program.</param>
/// <param name="volume">The work volume.</param>
/// <param name="workDirectory">The work directory that it stands for.</param>
/// <param name="cacheDirectory">Holds the lock between processes of this machine.</param>
internal sealed class WorkContainer(ContainerCli cli, string volume, string workDirectory, string cacheDirectory)
{
    private const string SpecLabel = "io.bivouac.spec";

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>The container's name.</summary>
    public string Name { get; } = volume.Replace("bivouac-work-", "bivouac-", StringComparison.Ordinal);

    /// <summary>Finds the container of just this kind, and starts it when it does not run.</summary>
    /// <param name="arguments">What it is created with, the image and its command at the end.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    /// <returns>Its id, or null when there is none or one of another kind.</returns>
    public async Task<string?> FindAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (await InspectAsync(cancellationToken).ConfigureAwait(false) is not { } found || found.Spec != Spec(arguments))
            return null;
        if (!found.IsRunning)
            await StartAsync(found.Id, cancellationToken).ConfigureAwait(false);
        return found.Id;
    }

    /// <summary>Makes the container, in the place of one of another kind.</summary>
    /// <param name="arguments">What it is created with, the image and its command at the end.</param>
    /// <param name="workRoot">Where the volume is seen inside.</param>
    /// <param name="progress">Is told when it has to wait.</param>
    /// <param name="cancellationToken">Ends the making.</param>
    /// <returns>Its id.</returns>
    /// <exception cref="DriverException">The engine refuses (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public async Task<string> ProvideAsync(
        IReadOnlyList<string> arguments,
        string workRoot,
        IProgress<string>? progress,
        CancellationToken cancellationToken)
    {
        using (await CacheLock.TakeAsync(Path.Combine(cacheDirectory, "containers", $"{cli.Program}-{Name}.lock"), onWait: null, cancellationToken)
            .ConfigureAwait(false))
        {
            if (await FindAsync(arguments, cancellationToken).ConfigureAwait(false) is { } found)
                return found;
            if (await InspectAsync(cancellationToken).ConfigureAwait(false) is { } other)
            {
                if (other.IsRunning)
                    await UntilIdleAsync(other.Id, workRoot, progress, cancellationToken).ConfigureAwait(false);
                await cli.RequireAsync($"The container {Name} of other pins cannot be removed", cancellationToken, "rm", "-f", other.Id).ConfigureAwait(false);
            }

            await ContainerVolume.ProvideAsync(
                cli,
                volume,
                [$"{ContainerNames.Kind}={ContainerNames.KindWork}", $"{ContainerNames.WorkDirectory}={workDirectory}"],
                cancellationToken).ConfigureAwait(false);
            var made = await cli.RunAsync(
                cancellationToken,
                [
                    "create", "--pull", "never", "--name", Name,
                    "--label", $"{ContainerNames.Kind}={ContainerNames.KindContainer}",
                    "--label", $"{SpecLabel}={Spec(arguments)}",
                    "--volume", $"{volume}:{workRoot}",
                    .. arguments,
                ]).ConfigureAwait(false);

            // A process of another machine was quicker.
            if (!made.Succeeded && made.Error.Contains("already in use", StringComparison.Ordinal))
            {
                return await FindAsync(arguments, cancellationToken).ConfigureAwait(false)
                    ?? throw cli.Failed($"The container {Name} was made with other pins by another machine at the same time", made);
            }

            if (!made.Succeeded)
                throw cli.Failed($"The container {Name} cannot be made", made);
            var id = made.Output.Trim();
            await StartAsync(id, cancellationToken).ConfigureAwait(false);
            return id;
        }
    }

    /// <summary>Whether a run goes on in a container.</summary>
    /// <param name="cli">The program.</param>
    /// <param name="id">A container that runs.</param>
    /// <param name="workRoot">Where its volume is seen inside.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    public static async Task<bool> IsBusyAsync(ContainerCli cli, string id, string workRoot, CancellationToken cancellationToken)
    {
        var result = await cli.RunAsync(cancellationToken, "exec", id, "/bin/sh", "-c", ContainerScripts.IsBusy, "sh", workRoot + "/.runs").ConfigureAwait(false);
        return result.ExitCode switch
        {
            0 => true,
            1 when result.Error.Length == 0 => false,
            _ => throw cli.Failed($"The container {id} does not answer", result),
        };
    }

    /// <summary>The container as it is, or null when there is none.</summary>
    /// <param name="cancellationToken">Ends the looking.</param>
    public async Task<(string Id, bool IsRunning, string Spec)?> InspectAsync(CancellationToken cancellationToken)
    {
        var said = await cli.InspectAsync(
            "container",
            Name,
            $"{{{{.Id}}}} {{{{.State.Running}}}} {{{{index .Config.Labels \"{SpecLabel}\"}}}}",
            cancellationToken).ConfigureAwait(false);
        return said?.Split(' ') is [var id, var running, var spec] ? (id, running == "true", spec) : null;
    }

    private static string Spec(IReadOnlyList<string> arguments) => ContainerNames.Hash([.. arguments]);

    private async Task UntilIdleAsync(string id, string workRoot, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        for (var isFirst = true; await IsBusyAsync(cli, id, workRoot, cancellationToken).ConfigureAwait(false); isFirst = false)
        {
            if (isFirst)
                progress?.Report("waiting for a build with other pins that runs in the same work directory; another one is taken with --workdir");
            await Task.Delay(Poll, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task StartAsync(string id, CancellationToken cancellationToken) =>
        cli.RequireAsync($"The container {Name} cannot be started", cancellationToken, "start", id);
}
