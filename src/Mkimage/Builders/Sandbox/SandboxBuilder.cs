using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders.Provisioning;
using Bivouac.Mkimage.Builders.Shell;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders.Sandbox;

/// <summary>
/// An Alpine root that Bivouac provisions itself, entered in namespaces of its own: any Linux machine, no daemon, no virtual
/// machine, with or without root. The network is shared only when the mirror is a URL.
/// </summary>
internal sealed class SandboxBuilder : IBuilder
{
    private const string WorkRootInside = "/var/tmp/bivouac";
    private const string AportsInside = "/usr/share/bivouac/aports";

    private readonly BuilderOptions options;
    private readonly IProcessRunner processes;
    private readonly Mirror mirror;
    private readonly MirrorFiles mirrorFiles;
    private readonly AportsScripts aports;
    private readonly BuilderFiles files;
    private readonly LocalRuns runs;
    private readonly string workDirectory;
    private Ready? ready;

    /// <summary>Creates it; nothing is looked at yet.</summary>
    /// <param name="options">The pins and the places.</param>
    /// <param name="processes">Starts processes.</param>
    /// <param name="http">Speaks HTTP.</param>
    /// <exception cref="DriverException">The mirror is neither a URL nor a folder (<see cref="ExitCode.Usage"/>).</exception>
    public SandboxBuilder(BuilderOptions options, IProcessRunner processes, IHttpFetcher http)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options with { CacheDirectory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.CacheDirectory)) };
        this.processes = processes;
        mirror = Mirror.Parse(options.Mirror);
        mirrorFiles = new MirrorFiles(mirror, http);
        aports = new AportsScripts(this.options, http);
        workDirectory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.WorkDirectory));
        files = new BuilderFiles(processes, Name, WorkRootInside, command => Now.Entry.Files(Now.Root.Folder, [Now.Work], command));
        runs = new LocalRuns(
            processes,
            Path.Combine(workDirectory, ".runs"),
            (id, token) => FilesOutside(Now.Entry).RemoveAsync(workDirectory + "/.runs", [id], token),
            TimeProvider.System);
    }

    /// <inheritdoc/>
    public string Name => "sandbox";

    /// <summary>How long processes have to end after a TERM before they are killed.</summary>
    internal TimeSpan StopGrace
    {
        init => runs.Grace = value;
    }

    private Ready Now => ready ?? throw new InvalidOperationException("The sandbox is used before PrepareAsync.");

    /// <inheritdoc/>
    public async Task<BuilderProbe> ProbeAsync(CancellationToken cancellationToken = default)
    {
        var (probe, _) = await InspectAsync(cancellationToken).ConfigureAwait(false);
        return probe;
    }

    /// <inheritdoc/>
    public async Task<BuilderLayout> PrepareAsync(IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        var (probe, mode) = await InspectAsync(cancellationToken).ConfigureAwait(false);
        probe.ThrowIfUnfit();

        // Also when the root is there: mkimage.sh asks the mirror at every build, and would fail with less to say.
        await mirrorFiles.CheckAsync(options.Branch, options.Arch, cancellationToken).ConfigureAwait(false);
        await PrivateFolder.CreateAsync(workDirectory, workDirectory == BuilderOptions.DefaultWorkDirectory, processes, cancellationToken).ConfigureAwait(false);
        var entry = new SandboxEntry(mode!.Value, SharesNetwork: !mirror.IsFolder);
        var aportsFolder = await aports.ProvideAsync(progress, cancellationToken).ConfigureAwait(false);
        var key = await SigningKey.ProvideAsync(options.CacheDirectory, progress, cancellationToken).ConfigureAwait(false);
        var outside = OutsideMounts();
        var root = await new SandboxRoot(options, mirror, mirrorFiles, processes, entry)
            .ProvideAsync(key, outside, progress, cancellationToken).ConfigureAwait(false);
        ready?.Root.Dispose();
        ready = new Ready(
            entry,
            root,
            new SandboxMount(workDirectory, WorkRootInside, IsWritable: true),
            [.. outside, new SandboxMount(aportsFolder, AportsInside), new SandboxMount(key.Folder, SigningKey.FolderInside)]);
        return BuilderRecipe.Layout(mirror, options.Branch, WorkRootInside, AportsInside, key.FileInside, Path.GetFileName(aportsFolder));
    }

    /// <inheritdoc/>
    public Task ReleaseAsync()
    {
        ready?.Root.Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<string> FindWorkRootAsync(CancellationToken cancellationToken = default)
    {
        await PrivateFolder.RequireOwnAsync(workDirectory, processes, cancellationToken).ConfigureAwait(false);
        return WorkRootInside;
    }

    /// <inheritdoc/>
    public Task PutAsync(string localFolder, string folder, CancellationToken cancellationToken = default) =>
        files.PutAsync(localFolder, folder, cancellationToken);

    /// <inheritdoc/>
    public Task<BuilderRun> StartAsync(BuilderCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = Now;
        return runs.StartAsync(
            command.Name,
            folder => now.Entry.Discard(now.Root.Folder, Path.Combine(folder, "scratch"), [now.Work, .. now.Mounts], RunScripts.Exactly(command)) with
            {
                Input = ShellVariables.Input(command.Environment),
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BuilderRun>> ListRunsAsync(CancellationToken cancellationToken = default)
    {
        // What is noted of runs there says which processes are ended.
        await PrivateFolder.RequireOwnAsync(workDirectory, processes, cancellationToken).ConfigureAwait(false);
        return runs.List();
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<LogChunk> FollowAsync(BuilderRun run, long offset = 0, CancellationToken cancellationToken = default) =>
        runs.FollowAsync(run, offset, cancellationToken);

    /// <inheritdoc/>
    public Task<BuilderRunState> GetStateAsync(BuilderRun run, CancellationToken cancellationToken = default) =>
        Task.FromResult(runs.GetState(run));

    /// <inheritdoc/>
    public async Task StopAsync(BuilderRun run, CancellationToken cancellationToken = default)
    {
        await runs.StopAsync(run, cancellationToken).ConfigureAwait(false);

        // What process 1 would have removed, had it not been killed; its files may belong to subordinate ids.
        var scratch = Path.Combine(runs.FolderOf(run.Id), "scratch");
        if (ready is { } now && Directory.Exists(scratch))
            await processes.RunAsync(now.Entry.WithIds(SandboxScripts.Remove, scratch), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task FetchAsync(string file, string localFile, IProgress<long>? progress = null, CancellationToken cancellationToken = default) =>
        FilesOutside(Now.Entry).FetchAsync(Outside(file), localFile, progress, cancellationToken);

    /// <inheritdoc/>
    public string? PathHere(string file) => Outside(file);

    /// <inheritdoc/>
    public Task<IReadOnlyList<BuilderEntry>> ListAsync(string folder, CancellationToken cancellationToken = default) =>
        FilesOutside(Now.Entry).ListAsync(Outside(folder), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, long>> MeasureAsync(string folder, CancellationToken cancellationToken = default) => ready is null
        ? await (await FilesOutsideAsync(cancellationToken).ConfigureAwait(false)).MeasureAsync(Outside(folder), cancellationToken).ConfigureAwait(false)
        : await files.MeasureAsync(folder, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task RemoveAsync(string folder, IReadOnlyCollection<string> names, CancellationToken cancellationToken = default)
    {
        if (ready is null) await (await FilesOutsideAsync(cancellationToken).ConfigureAwait(false)).RemoveAsync(Outside(folder), names, cancellationToken).ConfigureAwait(false);
        else await files.RemoveAsync(folder, names, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The work directory without a root around it, by this machine's own shell, with the ids that its files belong to: faster for who
    /// reads, and there without a root for who measures or removes. A link that a build left in a path is followed when it is read, to
    /// where the user may read anyway; what is removed is a name of the work directory itself, and a link there goes as a link.
    /// </summary>
    private BuilderFiles FilesOutside(SandboxEntry entry) => new(processes, Name, workDirectory, entry.Outside) { IsOfThisMachine = true };

    private async Task<BuilderFiles> FilesOutsideAsync(CancellationToken cancellationToken)
    {
        var problems = new List<BuilderProblem>();
        var mode = await new SandboxHost(processes).FindModeAsync([], problems, cancellationToken).ConfigureAwait(false);
        new BuilderProbe(Name, [], problems, workDirectory, null).ThrowIfUnfit();
        return FilesOutside(new SandboxEntry(mode!.Value, SharesNetwork: false));
    }

    private string Outside(string folder) => workDirectory + BuilderPath.Below(WorkRootInside, folder)[WorkRootInside.Length..];

    private List<SandboxMount> OutsideMounts()
    {
        if (mirror.IsFolder)
            return [new SandboxMount(mirror.Location, BuilderRecipe.MirrorInside)];
        var mounts = new List<SandboxMount>();
        foreach (var file in (string[])["/etc/resolv.conf", "/etc/hosts"])
        {
            if (File.Exists(file))
                mounts.Add(new SandboxMount(file, file));
        }

        return mounts;
    }

    private async Task<(BuilderProbe Probe, SandboxMode? Mode)> InspectAsync(CancellationToken cancellationToken)
    {
        var facts = new List<string>();
        var problems = new List<BuilderProblem>();
        var mode = await new SandboxHost(processes).FindModeAsync(facts, problems, cancellationToken).ConfigureAwait(false);
        SandboxArch.Inspect(options.Arch, problems);
        var free = WorkDirectory.Inspect(workDirectory, problems);
        return (new BuilderProbe(Name, facts, problems, workDirectory, free), mode);
    }

    private sealed record Ready(SandboxEntry Entry, HeldRoot Root, SandboxMount Work, IReadOnlyList<SandboxMount> Mounts);
}
