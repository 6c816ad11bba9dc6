namespace Bivouac.Model;

/// <summary>
/// What is in an archive that is a download. The driver unpacks it beside the scripts, into <c>unpacked/NAME/</c>, the second
/// time that the definition unpacks it into <c>unpacked/NAME+2/</c>. Executable files get 0755, other files 0644, folders 0755.
/// </summary>
/// <param name="Path">Where its content goes in the running system.</param>
/// <param name="Download">The download's name: a tar (plain or compressed) or zip archive.</param>
/// <param name="Members">Globs over the members' names in the archive, before components are stripped; empty for all.</param>
/// <param name="StripComponents">How many folders are taken from the front of each member's name, as with tar.</param>
/// <param name="Owner">Owner and group of everything in it.</param>
public sealed record OverlayUnpacked(string Path, string Download, EquatableArray<string> Members, int StripComponents, Owner Owner) : OverlayEntry(Path)
{
    internal override OverlayEntry OwnedBy(Owner owner) => this with { Owner = owner };
}
