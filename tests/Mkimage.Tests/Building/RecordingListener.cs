using System.Collections.Generic;
using System.Linq;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Events;

namespace Bivouac.Mkimage.Tests.Building;

/// <summary>A test double: notes what it is told.</summary>
internal sealed class RecordingListener : IBuildListener
{
    public List<BuildEvent> Events { get; } = [];

    /// <summary>What was told, a line each, without the ends of stages.</summary>
    public IReadOnlyList<string> Told => [.. Events.Where(e => e is not StageEnded).Select(e => e switch
    {
        StageStarted stage => "stage: " + stage.Message,
        BuildNote note => "note: " + note.Message,
        RunStarted run => (run.IsJoined ? "joined: " : "run: ") + run.Run,
        SectionStarted section => "started: " + BuildLog.Label(section.Name, section.Detail),
        SectionEnded section => "ended: " + BuildLog.Label(section.Name, section.Detail),
        SectionStale section => "stale: " + section.Section + ": " + section.Reason,
        TransferProgress transfer => $"transfer: {transfer.Bytes} of {transfer.TotalBytes}",
        LogLineRead line => "line: " + line.Text,
        _ => e.ToString(),
    })];

    public void On(BuildEvent happened) => Events.Add(happened);
}
