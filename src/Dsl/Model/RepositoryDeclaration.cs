namespace Bivouac.Model;

/// <summary>A repository besides main and community of the branch.</summary>
/// <param name="Url">Where it is: what <c>apk</c> takes as a repository.</param>
/// <param name="Tag">The word by which packages are taken from it, or null when it serves every package.</param>
/// <param name="Key">The public key file of the project that its index is signed with, or null when Alpine's own keys do.</param>
public sealed record RepositoryDeclaration(ShellText Url, string? Tag, string? Key);
