using System;
using System.Text.Json.Serialization;

namespace Bivouac.Mkimage.Building.Events;

/// <summary>Something that happened in a build. Whoever shows it, to people or to programs, gets the same events.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(BuildStarted), "buildStarted")]
[JsonDerivedType(typeof(StageStarted), "stageStarted")]
[JsonDerivedType(typeof(StageEnded), "stageEnded")]
[JsonDerivedType(typeof(BuildNote), "note")]
[JsonDerivedType(typeof(RunStarted), "runStarted")]
[JsonDerivedType(typeof(SectionStarted), "sectionStarted")]
[JsonDerivedType(typeof(SectionEnded), "sectionEnded")]
[JsonDerivedType(typeof(SectionStale), "sectionStale")]
[JsonDerivedType(typeof(PackagesProgress), "packagesProgress")]
[JsonDerivedType(typeof(TransferProgress), "transferProgress")]
[JsonDerivedType(typeof(DownloadsProgress), "downloadsProgress")]
[JsonDerivedType(typeof(LogLineRead), "logLine")]
public abstract record BuildEvent
{
    /// <summary>When it happened, by this machine's clock.</summary>
    public DateTimeOffset At { get; init; }
}
