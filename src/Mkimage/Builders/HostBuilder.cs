using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders.Shell;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders;

/// <summary>
/// This machine, when it is Alpine with abuild. It uses the user's own key and changes nothing of the system's: no package
/// is installed, no repository or key is added.
/// </summary>
internal sealed class HostBuilder : IBuilder
{
    /// <summary>The environment of everything around a build.</summary>
    internal static readonly IReadOnlyDictionary<string, string> CleanEnvironment = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        ["LC_ALL"] = "C",
    };

    private readonly BuilderOptions options;
    private readonly IProcessRunner processes;
    private readonly IHostInspector inspector;
    private readonly Mirror mirror;
    private readonly MirrorFiles mirrorFiles;
    private readonly AportsScripts aports;
    private readonly BuilderFiles files;
    private readonly LocalRuns runs;
    private readonly string workRoot;

    /// <summary>Creates it; nothing is looked at yet.</summary>
    /// <param name="options">The pins and the places.</param>
    /// <param name="processes">Starts processes.</param>
    /// <param name="http">Speaks HTTP.</param>
    /// <param name="inspector">Looks whether the machine is fit; by default, whether it is Alpine with abuild.</param>
    /// <exception cref="DriverException">The mirror is neither a URL nor a folder (<see cref="ExitCode.Usage"/>).</exception>
    public HostBuilder(BuilderOptions options, IProcessRunner processes, IHttpFetcher http, IHostInspector? inspector = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        this.processes = processes;
        this.inspector = inspector ?? new AlpineHostInspector(options, InspectedMachine.This(processes));
        mirror = Mirror.Parse(options.Mirror);
        mirrorFiles = new MirrorFiles(mirror, http);
        aports = new AportsScripts(options, http);
        workRoot = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.WorkDirectory));
        files = new BuilderFiles(processes, Name, workRoot, static c => new ProcessCommand(c[0], [.. Rest(c)]) { Environment = CleanEnvironment }) { IsOfThisMachine = true };
        var runFolder = Path.Combine(workRoot, ".runs");
        runs = new LocalRuns(processes, runFolder, (id, token) => files.RemoveAsync(runFolder, [id], token), TimeProvider.System) { ShowsInScreen = true };
    }

    /// <inheritdoc/>
    public string Name => "host";

    /// <summary>How long processes have to end after a TERM before they are killed.</summary>
    internal TimeSpan StopGrace
    {
        init => runs.Grace = value;
    }

    /// <inheritdoc/>
    public async Task<BuilderProbe> ProbeAsync(CancellationToken cancellationToken = default)
    {
        var (probe, _) = await InspectAsync(cancellationToken).ConfigureAwait(false);
        return probe;
    }

    /// <inheritdoc/>
    public async Task<BuilderLayout> PrepareAsync(IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        var (probe, key) = await InspectAsync(cancellationToken).ConfigureAwait(false);
        probe.ThrowIfUnfit();
        await mirrorFiles.CheckAsync(options.Branch, options.Arch, cancellationToken).ConfigureAwait(false);
        var aportsFolder = await aports.ProvideAsync(progress, cancellationToken).ConfigureAwait(false);
        await PrivateFolder.CreateAsync(workRoot, workRoot == BuilderOptions.DefaultWorkDirectory, processes, cancellationToken).ConfigureAwait(false);
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var environment = new Dictionary<string, string>(CleanEnvironment, StringComparer.Ordinal)
        {
            ["HOME"] = home,
            ["USER"] = Environment.UserName,
            ["APORTS"] = aportsFolder,
            ["ABUILD_USERDIR"] = Path.Combine(home, ".abuild"),
        };
        foreach (var (name, value) in Proxies.For(mirror))
            environment[name] = value;
        return new BuilderLayout(
            workRoot,
            aportsFolder,
            Path.Combine(aportsFolder, "scripts"),
            mirror.Location,
            Mirror.Repositories(mirror.Location, options.Branch),
            key ?? "",
            home,
            environment)
        {
            ScriptsKey = Path.GetFileName(aportsFolder),
            MirrorSource = mirror.Location,
        };
    }

    /// <inheritdoc/>
    public async Task<string> FindWorkRootAsync(CancellationToken cancellationToken = default)
    {
        await PrivateFolder.RequireOwnAsync(workRoot, processes, cancellationToken).ConfigureAwait(false);
        return workRoot;
    }

    /// <inheritdoc/>
    public Task PutAsync(string localFolder, string folder, CancellationToken cancellationToken = default) =>
        files.PutAsync(localFolder, folder, cancellationToken);

    /// <inheritdoc/>
    public Task<BuilderRun> StartAsync(BuilderCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        var line = RunScripts.Exactly(command);
        return runs.StartAsync(
            command.Name,
            _ => new ProcessCommand(line[0], [.. Rest(line)]) { Environment = CleanEnvironment, Input = ShellVariables.Input(command.Environment) },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BuilderRun>> ListRunsAsync(CancellationToken cancellationToken = default)
    {
        // What is noted of runs there says which processes are ended.
        await PrivateFolder.RequireOwnAsync(workRoot, processes, cancellationToken).ConfigureAwait(false);
        return runs.List();
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<LogChunk> FollowAsync(BuilderRun run, long offset = 0, CancellationToken cancellationToken = default) =>
        runs.FollowAsync(run, offset, cancellationToken);

    /// <inheritdoc/>
    public Task<BuilderRunState> GetStateAsync(BuilderRun run, CancellationToken cancellationToken = default) =>
        Task.FromResult(runs.GetState(run));

    /// <inheritdoc/>
    public Task StopAsync(BuilderRun run, CancellationToken cancellationToken = default) =>
        runs.StopAsync(run, cancellationToken);

    /// <inheritdoc/>
    public Task FetchAsync(string file, string localFile, IProgress<long>? progress = null, CancellationToken cancellationToken = default) =>
        files.FetchAsync(file, localFile, progress, cancellationToken);

    /// <inheritdoc/>
    public string? PathHere(string file) => BuilderPath.Below(workRoot, file);

    /// <inheritdoc/>
    public Task<IReadOnlyList<BuilderEntry>> ListAsync(string folder, CancellationToken cancellationToken = default) =>
        files.ListAsync(folder, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, long>> MeasureAsync(string folder, CancellationToken cancellationToken = default) =>
        files.MeasureAsync(folder, cancellationToken);

    /// <inheritdoc/>
    public Task RemoveAsync(string folder, IReadOnlyCollection<string> names, CancellationToken cancellationToken = default) =>
        files.RemoveAsync(folder, names, cancellationToken);

    private static IEnumerable<string> Rest(IReadOnlyList<string> line)
    {
        for (var i = 1; i < line.Count; i++)
            yield return line[i];
    }

    private async Task<(BuilderProbe Probe, string? Key)> InspectAsync(CancellationToken cancellationToken)
    {
        var found = await inspector.InspectAsync(cancellationToken).ConfigureAwait(false);
        var problems = new List<BuilderProblem>(found.Problems);
        var free = WorkDirectory.Inspect(workRoot, problems);
        return (new BuilderProbe(Name, found.Facts, problems, workRoot, free), found.SigningKey);
    }
}
