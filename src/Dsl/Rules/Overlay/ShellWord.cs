namespace Bivouac.Rules.Overlay;

/// <summary>A word of a shell command, its quotes taken away.</summary>
/// <param name="Index">Where it begins in the text.</param>
/// <param name="Text">What it says; a dollar sign begins or stands for what the shell puts in.</param>
/// <param name="IsLiteral">Whether the shell puts nothing else in: no variable, no output of a command.</param>
internal sealed record ShellWord(int Index, string Text, bool IsLiteral);
