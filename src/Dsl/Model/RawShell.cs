namespace Bivouac.Model;

/// <summary>Shell text that is put into a script as it is: the declared way around the definition language.</summary>
/// <param name="Script">Which script it goes into.</param>
/// <param name="Text">POSIX shell.</param>
/// <param name="Reason">Why the definition language does not do; it stands above the text as a comment.</param>
public sealed record RawShell(RawShellTarget Script, string Text, string Reason);
