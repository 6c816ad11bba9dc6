using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Shell;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Tests.Builders.Shell;

/// <summary>A builder that is nothing but a shell: what all builders behind something share.</summary>
internal sealed class ShellBuilder : IBuilder
{
    private readonly string workRoot;
    private readonly IReadOnlyDictionary<string, string> environment;
    private readonly BuilderFiles files;
    private readonly ShellRuns runs;

    public ShellBuilder(string workRoot, IReadOnlyDictionary<string, string> environment, Func<IReadOnlyList<string>, ProcessCommand> enter)
    {
        this.workRoot = workRoot;
        this.environment = environment;
        var processes = new ProcessRunner();
        files = new BuilderFiles(processes, Name, workRoot, enter);
        var folder = workRoot + "/.runs";
        runs = new ShellRuns(processes, Name, folder, enter, (id, token) => files.RemoveAsync(folder, [id], token), TimeProvider.System)
        {
            Grace = TimeSpan.FromSeconds(1),
        };
    }

    public string Name => "shell";

    public Task<BuilderProbe> ProbeAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult(new BuilderProbe(Name, [], [], workRoot, null));

    public Task<BuilderLayout> PrepareAsync(IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(workRoot);
        return Task.FromResult(new BuilderLayout(workRoot, "", "", "", [], "", "", environment));
    }

    public Task<string> FindWorkRootAsync(CancellationToken cancellationToken = default) => Task.FromResult(workRoot);

    public Task PutAsync(string localFolder, string folder, CancellationToken cancellationToken = default) =>
        files.PutAsync(localFolder, folder, cancellationToken);

    public Task<BuilderRun> StartAsync(BuilderCommand command, CancellationToken cancellationToken = default) =>
        runs.StartAsync(command, cancellationToken);

    public Task<IReadOnlyList<BuilderRun>> ListRunsAsync(CancellationToken cancellationToken = default) => runs.ListAsync(cancellationToken);

    public IAsyncEnumerable<LogChunk> FollowAsync(BuilderRun run, long offset = 0, CancellationToken cancellationToken = default) =>
        runs.FollowAsync(run, offset, cancellationToken);

    public Task<BuilderRunState> GetStateAsync(BuilderRun run, CancellationToken cancellationToken = default) =>
        runs.GetStateAsync(run, cancellationToken);

    public Task StopAsync(BuilderRun run, CancellationToken cancellationToken = default) => runs.StopAsync(run, cancellationToken);

    public Task FetchAsync(string file, string localFile, IProgress<long>? progress = null, CancellationToken cancellationToken = default) =>
        files.FetchAsync(file, localFile, progress, cancellationToken);

    public Task<IReadOnlyList<BuilderEntry>> ListAsync(string folder, CancellationToken cancellationToken = default) =>
        files.ListAsync(folder, cancellationToken);

    public Task<IReadOnlyDictionary<string, long>> MeasureAsync(string folder, CancellationToken cancellationToken = default) =>
        files.MeasureAsync(folder, cancellationToken);

    public Task RemoveAsync(string folder, IReadOnlyCollection<string> names, CancellationToken cancellationToken = default) =>
        files.RemoveAsync(folder, names, cancellationToken);
}
