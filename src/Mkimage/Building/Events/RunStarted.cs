namespace Bivouac.Mkimage.Building.Events;

/// <summary>mkimage.sh runs in the builder, detached from this program.</summary>
/// <param name="Run">The id of the run, which <c>attach</c> takes.</param>
/// <param name="LogFile">Its log, as the user of the builder sees it.</param>
/// <param name="IsJoined">Whether it ran already and is only followed.</param>
public sealed record RunStarted(string Run, string LogFile, bool IsJoined) : BuildEvent;
