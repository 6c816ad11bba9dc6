namespace Bivouac.Rules.Unattended;

/// <summary>How a command asks.</summary>
/// <param name="What">What it does, after "which".</param>
/// <param name="Advice">What to do.</param>
internal sealed record Prompt(string What, string Advice);
