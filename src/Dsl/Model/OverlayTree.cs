namespace Bivouac.Model;

/// <summary>A folder of the project with all that is in it. Executable files get 0755, other files 0644, folders 0755.</summary>
/// <param name="Path">Where its content goes in the running system.</param>
/// <param name="Source">The folder, relative to the project's folder, with forward slashes.</param>
/// <param name="Owner">Owner and group of everything in it.</param>
public sealed record OverlayTree(string Path, string Source, Owner Owner) : OverlayEntry(Path)
{
    internal override OverlayEntry OwnedBy(Owner owner) => this with { Owner = owner };
}
