namespace Bivouac.Model;

/// <summary>Shell text: the declared way around typed commands. It is one command for the time limit.</summary>
/// <param name="Text">POSIX shell for busybox ash.</param>
/// <param name="Reason">Why a typed command does not do; it stands above the text as a comment.</param>
public sealed record ServiceShell(string Text, string Reason) : ServiceStep;
