using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders.Provisioning;
using Bivouac.Mkimage.Builders.Shell;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders.Containers;

/// <summary>
/// A container of the pinned Alpine, with docker or podman: any machine that has one, or a remote engine of theirs. It has no
/// rights beyond the engine's defaults and sees no folder of the machine: files go in and out through the program's own
/// connection, and stages, sections and images are in a named volume.
/// </summary>
internal sealed class ContainerBuilder : IBuilder
{
    /// <summary>The work root inside, where the work volume is seen.</summary>
    public const string WorkRootInside = "/var/tmp/bivouac";

    /// <summary>The kind of its recipes.</summary>
    public const string RecipeKind = "container";

    private const string AportsInside = "/usr/share/bivouac/aports-";

    private readonly BuilderOptions options;
    private readonly IProcessRunner processes;
    private readonly ContainerCli cli;
    private readonly Mirror mirror;
    private readonly MirrorFiles mirrorFiles;
    private readonly AportsScripts aports;
    private readonly BuilderFiles files;
    private readonly ShellRuns runs;
    private readonly ContainerMirror? mirrorCopy;
    private readonly ContainerReach reach;
    private readonly string workVolume;
    private readonly WorkContainer container;
    private BuilderProbe? fit;
    private ContainerLink link;
    private bool isThere;

    /// <summary>Creates it; nothing is looked at yet.</summary>
    /// <param name="program"><c>docker</c> or <c>podman</c>.</param>
    /// <param name="options">The pins and the places.</param>
    /// <param name="processes">Starts processes.</param>
    /// <param name="http">Speaks HTTP.</param>
    /// <exception cref="DriverException">The mirror is neither a URL nor a folder (<see cref="ExitCode.Usage"/>).</exception>
    public ContainerBuilder(string program, BuilderOptions options, IProcessRunner processes, IHttpFetcher http)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options with { CacheDirectory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.CacheDirectory)) };
        this.processes = processes;
        cli = new ContainerCli(program, processes);
        mirror = Mirror.Parse(options.Mirror);
        mirrorFiles = new MirrorFiles(mirror, http);
        mirrorCopy = mirror.IsFolder ? new ContainerMirror(this.options, cli, mirror) : null;
        reach = new ContainerReach(cli, mirror, this.options);
        aports = new AportsScripts(this.options, http);
        workVolume = ContainerNames.WorkVolume(Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.WorkDirectory)));
        container = new WorkContainer(cli, processes, workVolume, this.options.WorkDirectory, WorkRootInside, this.options.CacheDirectory);

        // By its name: another process may have made it. What is prepared here is known by its id.
        link = new ContainerLink(cli, processes, container.Name);
        var deferred = new DeferredLink(this);
        files = new BuilderFiles(deferred, Name, WorkRootInside, command => link.Enter(command));
        var runFolder = WorkRootInside + "/.runs";
        runs = new ShellRuns(
            deferred,
            Name,
            runFolder,
            command => link.Enter(command),
            (id, token) => files.RemoveAsync(runFolder, [id], token),
            TimeProvider.System);
    }

    /// <inheritdoc/>
    public string Name => cli.Program;

    /// <summary>How long processes have to end after a TERM before they are killed.</summary>
    internal TimeSpan StopGrace
    {
        init => runs.Grace = value;
    }

    /// <inheritdoc/>
    public async Task<BuilderProbe> ProbeAsync(CancellationToken cancellationToken = default)
    {
        var facts = new List<string>();
        var problems = new List<BuilderProblem>();
        var probe = await InspectAsync(facts, problems, cancellationToken).ConfigureAwait(false);
        if (probe.IsFit)
            await reach.InspectAsync(Proxies.For(mirror), facts, problems, cancellationToken).ConfigureAwait(false);
        fit = probe.IsFit ? probe : null;
        return probe;
    }

    /// <inheritdoc/>
    public async Task<BuilderLayout> PrepareAsync(IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        runs.Notices.To = progress;
        (fit ?? await InspectAsync([], [], cancellationToken).ConfigureAwait(false)).ThrowIfUnfit();

        // Also when the image is there: mkimage.sh asks the mirror at every build, and would fail with less to say.
        await mirrorFiles.CheckAsync(options.Branch, options.Arch, cancellationToken).ConfigureAwait(false);
        var scripts = await aports.ProvideAsync(progress, cancellationToken).ConfigureAwait(false);
        var key = await SigningKey.ProvideAsync(options.CacheDirectory, progress, cancellationToken).ConfigureAwait(false);
        var recipe = await BuilderRecipe.MakeAsync(options, mirror, mirrorFiles, RecipeKind, key, cancellationToken).ConfigureAwait(false);
        var listing = mirrorCopy?.List();
        var aportsFolder = AportsInside + Path.GetFileName(scripts);
        var content = new ContainerContent(cli, scripts, aportsFolder, key, mirrorCopy, listing);

        // What was held before may be what another driver waits for, whom this one would wait for.
        await ReleaseAsync().ConfigureAwait(false);
        link = await HoldAsync(recipe, content, listing, progress, cancellationToken).ConfigureAwait(false);
        isThere = true;
        try
        {
            return await MakeReadyAsync(recipe, content, BuilderRecipe.Layout(mirror, options.Branch, WorkRootInside, aportsFolder, key.FileInside, Path.GetFileName(scripts)), progress, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await ReleaseAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public Task ReleaseAsync() => link.ReleaseAsync();

    /// <inheritdoc/>
    public Task<string> FindWorkRootAsync(CancellationToken cancellationToken = default) => Task.FromResult(WorkRootInside);

    /// <inheritdoc/>
    public Task PutAsync(string localFolder, string folder, CancellationToken cancellationToken = default) =>
        files.PutAsync(localFolder, folder, cancellationToken);

    /// <inheritdoc/>
    public Task<BuilderRun> StartAsync(BuilderCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return runs.StartAsync(command, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BuilderRun>> ListRunsAsync(CancellationToken cancellationToken = default) =>
        await IsThereAsync(cancellationToken).ConfigureAwait(false) ? await runs.ListAsync(cancellationToken).ConfigureAwait(false) : [];

    /// <inheritdoc/>
    public IAsyncEnumerable<LogChunk> FollowAsync(BuilderRun run, long offset = 0, CancellationToken cancellationToken = default) =>
        runs.FollowAsync(run, offset, cancellationToken);

    /// <inheritdoc/>
    public Task<BuilderRunState> GetStateAsync(BuilderRun run, CancellationToken cancellationToken = default) =>
        runs.GetStateAsync(run, cancellationToken);

    /// <inheritdoc/>
    public Task StopAsync(BuilderRun run, CancellationToken cancellationToken = default) =>
        runs.StopAsync(run, cancellationToken);

    /// <inheritdoc/>
    public Task FetchAsync(string file, string localFile, IProgress<long>? progress = null, CancellationToken cancellationToken = default) =>
        files.FetchAsync(file, localFile, progress, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BuilderEntry>> ListAsync(string folder, CancellationToken cancellationToken = default) =>
        await IsThereAsync(cancellationToken).ConfigureAwait(false) ? await files.ListAsync(folder, cancellationToken).ConfigureAwait(false) : [];

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, long>> MeasureAsync(string folder, CancellationToken cancellationToken = default) =>
        await IsThereAsync(cancellationToken).ConfigureAwait(false)
            ? await files.MeasureAsync(folder, cancellationToken).ConfigureAwait(false)
            : new Dictionary<string, long>();

    /// <inheritdoc/>
    public async Task RemoveAsync(string folder, IReadOnlyCollection<string> names, CancellationToken cancellationToken = default)
    {
        if (await IsThereAsync(cancellationToken).ConfigureAwait(false))
            await files.RemoveAsync(folder, names, cancellationToken).ConfigureAwait(false);
    }

    // Who only looks prepares nothing: without a container there is no run.
    private async Task<bool> IsThereAsync(CancellationToken cancellationToken) =>
        isThere = isThere || await cli.HasAsync("container", container.Name, cancellationToken).ConfigureAwait(false);

    private async Task<BuilderProbe> InspectAsync(List<string> facts, List<BuilderProblem> problems, CancellationToken cancellationToken)
    {
        var engine = await new ContainerHost(cli).InspectAsync(options.Arch, facts, problems, cancellationToken).ConfigureAwait(false);
        return new BuilderProbe(Name, facts, problems, $"the volume {workVolume} of {Name}", engine?.FreeBytes);
    }

    private async Task<ContainerLink> HoldAsync(BuilderRecipe recipe, ContainerContent content, MirrorListing? listing, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var arguments = Arguments(ContainerNames.BuilderImage(recipe));
        if (await container.FindAsync(arguments, content.Files, cancellationToken).ConfigureAwait(false) is { } found)
            return found;
        await ProvideImageAsync(recipe, listing, progress, cancellationToken).ConfigureAwait(false);
        return await container.ProvideAsync(arguments, content.Files, progress, cancellationToken).ConfigureAwait(false);
    }

    private async Task<BuilderLayout> MakeReadyAsync(BuilderRecipe recipe, ContainerContent content, BuilderLayout layout, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var proxies = await ProxiesAsync(cancellationToken).ConfigureAwait(false);
        await reach.RequireAsync((command, input) => link.RunAsync(link.Enter(command) with { Input = input }, cancellationToken), proxies, cancellationToken).ConfigureAwait(false);
        foreach (var used in (string?[])[recipe.Name, workVolume, mirrorCopy?.Volume])
        {
            if (used is not null)
                ContainerUse.Note(options.CacheDirectory, $"{cli.Program}:{used}", DateTimeOffset.UtcNow);
        }

        if (!link.IsFilled)
            await content.FillAsync(link, ContainerNames.BuilderImage(recipe), progress, cancellationToken).ConfigureAwait(false);
        var environment = new Dictionary<string, string>(layout.Environment, StringComparer.Ordinal);
        foreach (var (name, value) in proxies)
            environment[name] = value;
        return layout with { Environment = environment };
    }

    // Who sets no proxy in the shell may have set one for containers: "proxies" of docker's configuration, "env" of podman's.
    private async Task<IReadOnlyDictionary<string, string>> ProxiesAsync(CancellationToken cancellationToken)
    {
        var own = Proxies.For(mirror);
        if (mirror.IsFolder || own.Count > 0)
            return own;
        var lines = await cli.InspectAsync("container", link.Container, "{{range .Config.Env}}{{println .}}{{end}}", cancellationToken).ConfigureAwait(false);
        return Proxies.Among(mirror, (lines ?? "").Split('\n'));
    }

    private async Task ProvideImageAsync(BuilderRecipe recipe, MirrorListing? listing, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var image = new ContainerImage(options, cli, mirror, mirrorFiles);
        if (listing is not null && !await cli.HasAsync("image", ContainerNames.BuilderImage(recipe), cancellationToken).ConfigureAwait(false))
        {
            // apk needs it while the builder image is made.
            var minirootfs = await image.ProvideMinirootfsAsync(recipe, progress, cancellationToken).ConfigureAwait(false);
            await mirrorCopy!.ProvideAsync(listing, minirootfs, progress, cancellationToken).ConfigureAwait(false);
        }

        await image.ProvideAsync(recipe, mirrorCopy?.Volume, progress, cancellationToken).ConfigureAwait(false);
    }

    private List<string> Arguments(string image) =>
    [
        "--hostname", "bivouac",
        .. ContainerImage.Confinement(cli.Program, mirror, mirrorCopy?.Volume),

        // The private key is in memory only, and goes when the container stops.
        "--tmpfs", SigningKey.FolderInside + ":mode=0700",
        "--tmpfs", ContainerHold.Folder + ":mode=0700",
        image, "/bin/sh", "-c", ContainerScripts.Init,
    ];

    /// <summary>The container is known by its id only after <see cref="PrepareAsync"/>.</summary>
    private sealed class DeferredLink(ContainerBuilder builder) : IProcessRunner
    {
        public Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellationToken = default) =>
            builder.link.RunAsync(command, cancellationToken);

        public Task StartDetachedAsync(ProcessCommand command, string logFile, CancellationToken cancellationToken = default) =>
            builder.link.StartDetachedAsync(command, logFile, cancellationToken);

        public Task SignalGroupAsync(int processGroup, GroupSignal signal, CancellationToken cancellationToken = default) =>
            builder.link.SignalGroupAsync(processGroup, signal, cancellationToken);
    }
}
