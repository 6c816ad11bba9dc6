using System;
using System.Collections.Generic;
using System.Text.Json;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Events;

namespace Bivouac.Mkimage.Reporting.Records;

/// <summary>
/// How far a build is, as its events tell it. Times are those at which the events came, by a clock that goes on evenly: the
/// machine's date may be wrong and be put right in the middle of a build. Texts are clean (<see cref="LogText.Clean"/>).
/// </summary>
/// <param name="clock">Tells the time.</param>
internal sealed class BuildProgress(TimeProvider clock) : IBuildListener
{
    /// <summary>How many lines of the log are kept.</summary>
    public const int KeptLogLines = 50;

    private readonly long _begun = clock.GetTimestamp();
    private readonly List<TimedStep> _stages = [];
    private readonly List<TimedStep> _sections = [];
    private readonly List<SectionStale> _stale = [];
    private readonly Queue<string> _log = new();

    /// <summary>What is built; null until it is told.</summary>
    public BuildStarted? Build { get; private set; }

    /// <summary>The machine's date at the beginning.</summary>
    public DateTimeOffset StartedAt { get; } = clock.GetUtcNow();

    /// <summary>How long the build has taken.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(_begun);

    /// <summary>The stages, in the order of their beginning.</summary>
    public IReadOnlyList<TimedStep> Stages => _stages;

    /// <summary>The sections that were made, in the order of their beginning.</summary>
    public IReadOnlyList<TimedStep> Sections => _sections;

    /// <summary>Why sections are made anew.</summary>
    public IReadOnlyList<SectionStale> Stale => _stale;

    /// <summary>The stage that goes on.</summary>
    public BuildStage? CurrentStage { get; private set; }

    /// <summary>The run in the builder; null until there is one.</summary>
    public RunStarted? Run { get; private set; }

    /// <summary>The packages that came into the builder's cache; null outside of that stage.</summary>
    public Quantity? Packages { get; private set; }

    /// <summary>The bytes of the image that came; null outside of that stage.</summary>
    public Quantity? Transfer { get; private set; }

    /// <summary>The bytes of vendors' files that came; null outside of that stage.</summary>
    public Quantity? Downloads { get; private set; }

    /// <summary>The last lines of the log that say something, oldest first.</summary>
    public IReadOnlyCollection<string> Log => _log;

    /// <summary>A stage as a person and as the JSON events name it.</summary>
    public static string NameOf(BuildStage stage) => JsonNamingPolicy.CamelCase.ConvertName(stage.ToString());

    /// <inheritdoc/>
    public void On(BuildEvent happened)
    {
        switch (happened)
        {
            case BuildStarted build:
                Build = build;
                break;
            case StageStarted stage:
                EndRunning(_stages);
                CurrentStage = stage.Stage;
                (Packages, Transfer, Downloads) = (null, null, null);
                _stages.Add(new(NameOf(stage.Stage), LogText.Clean(stage.Message), Elapsed, null));
                break;
            case StageEnded stage:
                End(_stages, NameOf(stage.Stage), stage.Took);
                EndRunning(_sections);
                (CurrentStage, Packages, Transfer, Downloads) = (null, null, null, null);
                break;
            case RunStarted run:
                Run = run;
                break;
            case SectionStarted section:
                EndRunning(_sections);
                _sections.Add(new(LogText.Clean(section.Name), LogText.Clean(section.Detail), Elapsed, null));
                break;
            case SectionEnded section:
                End(_sections, LogText.Clean(section.Name), section.Took);
                break;
            case SectionStale section:
                _stale.Add(section with { Section = LogText.Clean(section.Section), Reason = LogText.Clean(section.Reason) });
                break;
            case PackagesProgress packages:
                Packages ??= new(Elapsed);
                Packages.Is(packages.Done, packages.Total, packages.Bytes, packages.TotalBytes, Elapsed);
                break;
            case DownloadsProgress downloads:
                Downloads ??= new(Elapsed);
                Downloads.Is(downloads.Done, downloads.Total, downloads.Bytes, downloads.TotalBytes, Elapsed);
                break;
            case TransferProgress transfer:
                Transfer ??= new(Elapsed);
                Transfer.Is(null, null, transfer.Bytes, transfer.TotalBytes, Elapsed);
                break;
            case LogLineRead line:
                Add(LogText.Clean(line.Text));
                break;
        }
    }

    private void Add(string line)
    {
        if (LogText.IsNoise(line)) return;
        if (_log.Count == KeptLogLines) _log.Dequeue();
        _log.Enqueue(line);
    }

    private static void End(List<TimedStep> steps, string name, TimeSpan took)
    {
        var i = steps.FindLastIndex(s => s.Name == name && s.Took is null);
        if (i >= 0) steps[i] = steps[i] with { Took = took };
    }

    /// <summary>A step whose end was not told ended when the next one began.</summary>
    private void EndRunning(List<TimedStep> steps)
    {
        if (steps.Count > 0 && steps[^1].Took is null) steps[^1] = steps[^1] with { Took = steps[^1].TookUntil(Elapsed) };
    }
}
