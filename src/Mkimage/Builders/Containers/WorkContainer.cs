using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders.Containers;

/// <summary>
/// The one container of a work volume: whoever knows the work directory finds it and what runs in it. It is of one image at a
/// time; another one's build waits until no driver uses it and nothing runs in it, since processes of one container are not seen from another.
/// Who waits holds none, so that two never wait for each other.
/// </summary>
/// <param name="cli">The program.</param>
/// <param name="processes">Starts it.</param>
/// <param name="volume">The work volume.</param>
/// <param name="workDirectory">The work directory that it stands for.</param>
/// <param name="workRoot">Where the volume is seen inside.</param>
/// <param name="cacheDirectory">Holds the lock between processes of this machine that make one.</param>
internal sealed class WorkContainer(ContainerCli cli, IProcessRunner processes, string volume, string workDirectory, string workRoot, string cacheDirectory)
{
    private const string SpecLabel = "io.bivouac.spec";

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>The container's name.</summary>
    public string Name { get; } = volume.Replace("bivouac-work-", "bivouac-", StringComparison.Ordinal);

    /// <summary>Finds the container of just this kind, starts it when it does not run, and keeps others from replacing or removing it.</summary>
    /// <param name="arguments">What it is created with, the image and its command at the end.</param>
    /// <param name="files">Inside: files that are looked for on the way.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    /// <returns>The way into it, or null when there is none, one of another kind, or one that is being removed.</returns>
    /// <exception cref="DriverException">It cannot be started or used (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public async Task<ContainerLink?> FindAsync(IReadOnlyList<string> arguments, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        if (await InspectAsync(cancellationToken).ConfigureAwait(false) is not { } found || found.Spec != Spec(arguments))
            return null;
        if (!found.IsRunning && !await TryStartAsync(found.Id, cancellationToken).ConfigureAwait(false))
            return null;
        return await HoldAsync(found.Id, files, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes the container, in the place of one of another kind, and keeps others from replacing or removing it.</summary>
    /// <param name="arguments">What it is created with, the image and its command at the end.</param>
    /// <param name="files">Inside: files that are looked for on the way.</param>
    /// <param name="progress">Is told when it has to wait.</param>
    /// <param name="cancellationToken">Ends the making.</param>
    /// <returns>The way into it.</returns>
    /// <exception cref="DriverException">The engine refuses (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public async Task<ContainerLink> ProvideAsync(
        IReadOnlyList<string> arguments,
        IReadOnlyList<string> files,
        IProgress<string>? progress,
        CancellationToken cancellationToken)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            // Not while it waits: others that want the same say so too, and none is in the way of one that goes on.
            using (await CacheLock.TakeAsync(Path.Combine(cacheDirectory, "containers", $"{cli.Program}-{Name}.lock"), onWait: null, cancellationToken)
                .ConfigureAwait(false))
            {
                if (await TryProvideAsync(arguments, files, cancellationToken).ConfigureAwait(false) is { } link)
                    return link;
            }

            if (isFirst)
                progress?.Report("waiting for a build with other pins that runs in the same work directory; another one is taken with --workdir");
            await Task.Delay(Poll, cancellationToken).ConfigureAwait(false);
        }
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

    // Null when somebody else is at it: drivers of other machines know nothing of the lock.
    private async Task<ContainerLink?> TryProvideAsync(IReadOnlyList<string> arguments, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        if (await FindAsync(arguments, files, cancellationToken).ConfigureAwait(false) is { } found)
            return found;
        if (await InspectAsync(cancellationToken).ConfigureAwait(false) is { } other
            && (other.Spec == Spec(arguments) || !await TryRemoveAsync(other.Id, other.IsRunning, cancellationToken).ConfigureAwait(false)))
            return null;
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
        if (!made.Succeeded)
            return made.Error.Contains("already in use", StringComparison.Ordinal) ? null : throw cli.Failed($"The container {Name} cannot be made", made);
        var id = made.Output.Trim();
        return await TryStartAsync(id, cancellationToken).ConfigureAwait(false) ? await HoldAsync(id, files, cancellationToken).ConfigureAwait(false) : null;
    }

    private async Task<bool> TryRemoveAsync(string id, bool isRunning, CancellationToken cancellationToken)
    {
        if (!isRunning)
        {
            // Without -f, which would end one that was started since.
            var removed = await cli.RunAsync(cancellationToken, "rm", id).ConfigureAwait(false);
            if (removed.Succeeded)
                return true;
            if (await InspectAsync(cancellationToken).ConfigureAwait(false) is { IsRunning: false } now && now.Id == id)
                throw cli.Failed($"The container {Name} of other pins cannot be removed", removed);
            return false;
        }

        var (hold, failure) = await ContainerHold.TakeWholeAsync(processes, command => cli.Exec(id, command), workRoot, cancellationToken).ConfigureAwait(false);
        if (failure is not null)
            await RequireGoneAsync(id, "looked into", failure, cancellationToken).ConfigureAwait(false);
        if (hold is null)
            return false;
        await using (hold.ConfigureAwait(false))
            await cli.RequireAsync($"The container {Name} of other pins cannot be removed", cancellationToken, "rm", "-f", id).ConfigureAwait(false);
        return true;
    }

    private async Task<ContainerLink?> HoldAsync(string id, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var link = new ContainerLink(cli, processes, id);
        var (isHeld, failure) = await link.HoldAsync(files, cancellationToken).ConfigureAwait(false);
        if (failure is not null)
            await RequireGoneAsync(id, "used", failure, cancellationToken).ConfigureAwait(false);
        return isHeld ? link : null;
    }

    private async Task<bool> TryStartAsync(string id, CancellationToken cancellationToken)
    {
        var started = await cli.RunAsync(cancellationToken, "start", id).ConfigureAwait(false);
        if (!started.Succeeded)
            await RequireGoneAsync(id, "started", started, cancellationToken).ConfigureAwait(false);
        return started.Succeeded;
    }

    // What fails because somebody replaced or removed the container is no failure.
    private async Task RequireGoneAsync(string id, string what, ProcessResult failure, CancellationToken cancellationToken)
    {
        if (await InspectAsync(cancellationToken).ConfigureAwait(false) is { } now && now.Id == id)
            throw cli.Failed($"The container {Name} cannot be {what}", failure);
    }
}
