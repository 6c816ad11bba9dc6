using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;

namespace Bivouac.Mkimage.Tests.Building;

/// <summary>
/// A test double: a builder in which no mkimage.sh runs. It plays a log that was measured with the real one, ends as that
/// ended, and leaves the files that the test says.
/// </summary>
internal sealed class ScriptedBuilder : IBuilder
{
    public const string Root = "/builder";

    private DateTimeOffset _started;

    /// <summary>What mkimage.sh writes.</summary>
    public IReadOnlyList<string> Log { get; init; } = [];

    /// <summary>What it returns; null when the run is lost.</summary>
    public int? ExitCode { get; init; } = 0;

    /// <summary>How the run is gone when it is lost.</summary>
    public BuilderRunState Gone { get; init; } = BuilderRunState.Lost;

    /// <summary>What it leaves in the folder of images: name and content.</summary>
    public Dictionary<string, byte[]> Made { get; } = new(StringComparer.Ordinal);

    /// <summary>When it says that those were written; by default when the run was started.</summary>
    public DateTimeOffset? MadeAt { get; init; }

    /// <summary>Runs that the builder knows from before, with whether they still run.</summary>
    public Dictionary<BuilderRun, bool> Former { get; } = [];

    /// <summary>Is called for each line of the log before it is given.</summary>
    public Action<string>? OnLine { get; init; }

    /// <summary>Is called when it is asked how a run stands.</summary>
    public Action? OnState { get; init; }

    /// <summary>What is wrong with the builder.</summary>
    public IReadOnlyList<BuilderProblem> Problems { get; init; } = [];

    /// <summary>The time by its own clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What names take on the disk, by folder.</summary>
    public Dictionary<string, Dictionary<string, long>> Sizes { get; } = new(StringComparer.Ordinal);

    /// <summary>The calls that change something or start, follow or end a run, in order.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Whether it was made ready and not released since.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Is called when it is released.</summary>
    public Action? OnRelease { get; init; }

    /// <summary>The command that was started.</summary>
    public BuilderCommand? Started { get; private set; }

    /// <summary>The staged text of the sections' inputs.</summary>
    public string? Inputs { get; private set; }

    /// <summary>When the last build was started, by the builder's clock; by default when the run was.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Whether the folders of images are gone.</summary>
    public bool IsCleaned { get; init; }

    public string Name => "scripted";

    public string SigningKey { get; init; } = "/keys/own.rsa";

    public BuilderLayout Layout => new(
        Root,
        "/aports",
        "/aports/scripts",
        "https://mirror.example/alpine",
        ["https://mirror.example/alpine/v3.21/main", "https://mirror.example/alpine/v3.21/community"],
        SigningKey,
        "/root",
        new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["HOME"] = "/root" });

    public Task<BuilderProbe> ProbeAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult(new BuilderProbe(Name, [], Problems, Root, null));

    public Task<BuilderLayout> PrepareAsync(IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        new BuilderProbe(Name, [], Problems, Root, null).ThrowIfUnfit();
        IsHeld = true;
        return Task.FromResult(Layout);
    }

    public Task ReleaseAsync()
    {
        IsHeld = false;
        OnRelease?.Invoke();
        return Task.CompletedTask;
    }

    public Task<string> FindWorkRootAsync(CancellationToken cancellationToken = default) => Task.FromResult(Layout.WorkRoot);

    public Task PutAsync(string localFolder, string folder, CancellationToken cancellationToken = default)
    {
        Calls.Add("put " + folder);
        Inputs = File.ReadAllText(Path.Combine(localFolder, "inputs"));
        return Task.CompletedTask;
    }

    public Task<BuilderRun> StartAsync(BuilderCommand command, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Calls.Add("start " + command.Name);
        Started = command;
        _started = Clock.GetUtcNow();
        return Task.FromResult(new BuilderRun("new", command.Name, Clock.GetUtcNow(), Root + "/.runs/new/log"));
    }

    public Task<IReadOnlyList<BuilderRun>> ListRunsAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<BuilderRun>>([.. Former.Keys]);

    public async IAsyncEnumerable<LogChunk> FollowAsync(BuilderRun run, long offset = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        if (Former.ContainsKey(run))
        {
            Calls.Add("follow " + run.Id);
            Former[run] = false;
            yield break;
        }

        foreach (var line in Log)
        {
            OnLine?.Invoke(line);
            cancellationToken.ThrowIfCancellationRequested();
            var bytes = Encoding.UTF8.GetBytes(line + "\n");
            yield return new LogChunk(offset, bytes);
            offset += bytes.Length;
        }
    }

    public Task<BuilderRunState> GetStateAsync(BuilderRun run, CancellationToken cancellationToken = default)
    {
        OnState?.Invoke();
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Former.TryGetValue(run, out var running)
            ? running ? BuilderRunState.Running : BuilderRunState.Ended(0)
            : ExitCode is { } code ? BuilderRunState.Ended(code) : Gone);
    }

    public Task StopAsync(BuilderRun run, CancellationToken cancellationToken = default)
    {
        Calls.Add("stop " + run.Id);
        return Task.CompletedTask;
    }

    public Task FetchAsync(string file, string localFile, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(localFile)!);
        Calls.Add("fetch " + file);
        File.WriteAllBytes(localFile, Made[Path.GetFileName(file)]);
        for (var length = 1; length <= Made[Path.GetFileName(file)].Length; length++) progress?.Report(length);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<BuilderEntry>> ListAsync(string folder, CancellationToken cancellationToken = default)
    {
        IEnumerable<BuilderEntry> entries = Path.GetFileName(Path.GetDirectoryName(folder)) switch
        {
            "out" when !IsCleaned && (Started is not null || Former.Count > 0) => Made.Select(m => new BuilderEntry(m.Key, BuilderEntryKind.File, m.Value.Length, MadeAt ?? Clock.GetUtcNow()))
                .Append(new BuilderEntry(".started", BuilderEntryKind.File, 0, StartedAt ?? _started)),
            _ => [],
        };
        return Task.FromResult<IReadOnlyList<BuilderEntry>>([.. entries]);
    }

    public Task<IReadOnlyDictionary<string, long>> MeasureAsync(string folder, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyDictionary<string, long>>(Sizes.GetValueOrDefault(folder) ?? []);

    public Task RemoveAsync(string folder, IReadOnlyCollection<string> names, CancellationToken cancellationToken = default)
    {
        foreach (var name in names)
        {
            Calls.Add("remove " + Path.GetFileName(folder) + "/" + name);
        }

        return Task.CompletedTask;
    }
}
