namespace Bivouac.Model;

/// <summary>A part of a <see cref="ShellText"/>.</summary>
/// <param name="Key">The key of VERSIONS that the part names, or null for plain text.</param>
/// <param name="Value">The plain text, or the value that VERSIONS gives the key.</param>
public sealed record ShellTextPart(string? Key, string Value);
