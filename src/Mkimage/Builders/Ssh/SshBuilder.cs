using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders.Shell;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders.Ssh;

/// <summary>
/// An Alpine machine behind the user's own OpenSSH. The connection may break at any moment: what runs there goes on, and every
/// operation goes on where it stopped.
/// </summary>
internal sealed class SshBuilder : IBuilder, IDisposable
{
    private readonly BuilderOptions options;
    private readonly SshTarget target;
    private readonly SshSettings settings;
    private readonly TimeProvider time;
    private readonly Mirror mirror;
    private readonly AportsScripts aports;
    private readonly SshConnection connection;
    private readonly SshMachine machine;
    private readonly IHostInspector inspector;
    private FarSide? far;

    /// <summary>Creates it; nothing is looked at yet.</summary>
    /// <param name="options">The pins, and the cache of this machine; its work directory is not used.</param>
    /// <param name="target">Where the machine is, and the work directory there; by default /var/tmp/bivouac-USER.</param>
    /// <param name="processes">Starts ssh.</param>
    /// <param name="http">Speaks HTTP.</param>
    /// <param name="time">The clock.</param>
    /// <param name="settings">How the connection is made; by default as the user's ssh configuration says.</param>
    /// <param name="inspector">Looks whether the machine is fit; by default, whether it is Alpine with abuild.</param>
    /// <exception cref="DriverException">The mirror is neither a URL nor the whole path of a folder (<see cref="ExitCode.Usage"/>).</exception>
    public SshBuilder(
        BuilderOptions options,
        SshTarget target,
        IProcessRunner processes,
        IHttpFetcher http,
        TimeProvider time,
        SshSettings? settings = null,
        IHostInspector? inspector = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(target);
        this.options = options with { CacheDirectory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.CacheDirectory)) };
        this.target = target;
        this.settings = settings ?? new SshSettings();
        this.time = time;
        mirror = Mirror.Inside(options.Mirror);
        aports = new AportsScripts(this.options, http);
        connection = new SshConnection(target, this.settings, SshSocket.Of(target, this.settings, this.options.CacheDirectory), processes, time);
        machine = new SshMachine(connection, target, time);
        this.inspector = inspector ?? new AlpineHostInspector(options, machine.Inspected);
    }

    /// <inheritdoc/>
    public string Name => target.Name;

    /// <inheritdoc/>
    public async Task<BuilderProbe> ProbeAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            var (probe, _) = await InspectAsync(cancellationToken).ConfigureAwait(false);
            return probe;
        }
        catch (DriverException e) when (e.ExitCode == ExitCode.BuilderUnavailable)
        {
            return new BuilderProbe(Name, [], [new BuilderProblem(e.What, e.Why, e.Next)], target.Directory ?? "", null);
        }
    }

    /// <inheritdoc/>
    public async Task<BuilderLayout> PrepareAsync(IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        connection.Notices.To = progress;
        var (probe, key) = await InspectAsync(cancellationToken).ConfigureAwait(false);
        probe.ThrowIfUnfit();
        var side = await FarAsync(cancellationToken).ConfigureAwait(false);
        await machine.MakeWorkRootAsync(side.WorkRoot, cancellationToken).ConfigureAwait(false);
        var aportsFolder = await PutAportsAsync(side, progress, cancellationToken).ConfigureAwait(false);
        var environment = new Dictionary<string, string>(HostBuilder.CleanEnvironment, StringComparer.Ordinal)
        {
            ["HOME"] = side.User.Home,
            ["USER"] = side.User.Name,
            ["APORTS"] = aportsFolder,
            ["ABUILD_USERDIR"] = side.User.Home + "/.abuild",
        };
        foreach (var (name, value) in Proxies.Among(mirror, side.User.Proxies))
            environment[name] = value;
        return new BuilderLayout(
            side.WorkRoot,
            aportsFolder,
            aportsFolder + "/scripts",
            mirror.Location,
            Mirror.Repositories(mirror.Location, options.Branch),
            key ?? "",
            side.User.Home,
            environment)
        {
            ScriptsKey = Path.GetFileName(aportsFolder),
            MirrorSource = mirror.Location,
        };
    }

    /// <inheritdoc/>
    public async Task<string> FindWorkRootAsync(CancellationToken cancellationToken = default)
    {
        var side = await FarAsync(cancellationToken).ConfigureAwait(false);
        await machine.RequireOwnWorkRootAsync(side.WorkRoot, cancellationToken).ConfigureAwait(false);
        return side.WorkRoot;
    }

    /// <inheritdoc/>
    public async Task PutAsync(string localFolder, string folder, CancellationToken cancellationToken = default) =>
        await (await FarAsync(cancellationToken).ConfigureAwait(false)).Staging.PutAsync(localFolder, folder, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<BuilderRun> StartAsync(BuilderCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        var side = await FarAsync(cancellationToken).ConfigureAwait(false);
        return await side.Runs.StartAsync(command, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BuilderRun>> ListRunsAsync(CancellationToken cancellationToken = default)
    {
        // What is noted of runs there says which processes are ended.
        await FindWorkRootAsync(cancellationToken).ConfigureAwait(false);
        return await (await FarAsync(cancellationToken).ConfigureAwait(false)).Runs.ListAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<LogChunk> FollowAsync(
        BuilderRun run,
        long offset = 0,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var side = await FarAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var chunk in side.Runs.FollowAsync(run, offset, cancellationToken).ConfigureAwait(false))
            yield return chunk;
    }

    /// <inheritdoc/>
    public async Task<BuilderRunState> GetStateAsync(BuilderRun run, CancellationToken cancellationToken = default) =>
        await (await FarAsync(cancellationToken).ConfigureAwait(false)).Runs.GetStateAsync(run, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task StopAsync(BuilderRun run, CancellationToken cancellationToken = default) =>
        await (await FarAsync(cancellationToken).ConfigureAwait(false)).Runs.StopAsync(run, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task FetchAsync(string file, string localFile, IProgress<long>? progress = null, CancellationToken cancellationToken = default) =>
        await (await FarAsync(cancellationToken).ConfigureAwait(false)).Fetching.FetchAsync(file, localFile, progress, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BuilderEntry>> ListAsync(string folder, CancellationToken cancellationToken = default)
    {
        var side = await FarAsync(cancellationToken).ConfigureAwait(false);
        var entries = await side.Files.ListAsync(folder, cancellationToken).ConfigureAwait(false);

        // By this machine's clock, as whoever compares it with now expects.
        return [.. entries.Select(e => e with { Modified = e.Modified + side.User.Behind })];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, long>> MeasureAsync(string folder, CancellationToken cancellationToken = default) =>
        await (await FarAsync(cancellationToken).ConfigureAwait(false)).Files.MeasureAsync(folder, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task RemoveAsync(string folder, IReadOnlyCollection<string> names, CancellationToken cancellationToken = default) =>
        await (await FarAsync(cancellationToken).ConfigureAwait(false)).Files.RemoveAsync(folder, names, cancellationToken).ConfigureAwait(false);

    /// <summary>Frees what the connection holds in this process.</summary>
    public void Dispose() => connection.Dispose();

    private async Task<FarSide> FarAsync(CancellationToken cancellationToken)
    {
        if (far is not null)
            return far;
        var user = await machine.AskAsync(cancellationToken).ConfigureAwait(false);
        var workRoot = target.Directory ?? "/var/tmp/bivouac-" + user.Name;
        var files = new BuilderFiles(connection, Name, workRoot, connection.Enter);
        var runFolder = workRoot + "/.runs";
        var runs = new ShellRuns(connection, Name, runFolder, connection.Enter, (id, token) => files.RemoveAsync(runFolder, [id], token), time)
        {
            Grace = settings.StopGrace,
            Patience = settings.Patience,
            Notices = connection.Notices,
            ShowsInScreen = true,
        };
        return far = new FarSide(user, workRoot, files, new SshFiles(connection, Name, workRoot), new SshFetch(connection, Name, workRoot), runs);
    }

    private async Task<(BuilderProbe Probe, string? Key)> InspectAsync(CancellationToken cancellationToken)
    {
        var side = await FarAsync(cancellationToken).ConfigureAwait(false);
        var found = await inspector.InspectAsync(cancellationToken).ConfigureAwait(false);
        var facts = new List<string>(found.Facts);
        var problems = new List<BuilderProblem>(found.Problems);
        machine.InspectClock(side.User, problems);
        var free = await machine.InspectWorkRootAsync(side.WorkRoot, problems, cancellationToken).ConfigureAwait(false);
        await machine.InspectMirrorAsync(mirror, options, Proxies.Among(mirror, side.User.Proxies), facts, problems, cancellationToken).ConfigureAwait(false);
        return (new BuilderProbe(Name, facts, problems, side.WorkRoot, free), found.SigningKey);
    }

    // A folder that has its name is whole.
    private async Task<string> PutAportsAsync(FarSide side, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var local = await aports.ProvideAsync(progress, cancellationToken).ConfigureAwait(false);
        var all = side.WorkRoot + "/.aports";
        var name = Path.GetFileName(local);
        var there = await side.Files.ListAsync(all, cancellationToken).ConfigureAwait(false);
        if (there.Any(e => e.Name == name))
            return $"{all}/{name}";
        progress?.Report($"sending Alpine's scripts to {Name}");
        var partial = $"{name}.{Guid.NewGuid():N}";
        await side.Staging.PutAsync(local, $"{all}/{partial}", cancellationToken).ConfigureAwait(false);
        var moved = await connection.RunAsync(
            connection.Enter(["/bin/sh", "-c", SshScripts.Rename, "sh", $"{all}/{partial}", $"{all}/{name}"]),
            cancellationToken).ConfigureAwait(false);
        if (!moved.Succeeded)
            throw new DriverException(ExitCode.BuilderUnavailable, $"Alpine's scripts cannot be placed in {all} of {Name}", moved.Reason(), "Look at the permissions there.");
        return $"{all}/{name}";
    }

    private sealed record FarSide(SshUser User, string WorkRoot, BuilderFiles Files, SshFiles Staging, SshFetch Fetching, ShellRuns Runs);
}
