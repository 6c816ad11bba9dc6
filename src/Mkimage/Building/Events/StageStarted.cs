namespace Bivouac.Mkimage.Building.Events;

/// <summary>A stage of the driver begins; the one before it has ended.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Message">What is done, as one sentence without a full stop.</param>
public sealed record StageStarted(BuildStage Stage, string Message) : BuildEvent;
