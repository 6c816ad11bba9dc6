namespace Bivouac.Model;

/// <summary>A file of the project. It is staged beside the scripts, never copied into them.</summary>
/// <param name="Path">The absolute path in the running system.</param>
/// <param name="Source">The file, relative to the project's folder, with forward slashes.</param>
/// <param name="Mode">Its permission bits, or null: 0755 when the project's file is executable, else 0644.</param>
/// <param name="Owner">Its owner and group.</param>
public sealed record OverlayFile(string Path, string Source, Mode? Mode, Owner Owner) : OverlayEntry(Path)
{
    internal override OverlayEntry OwnedBy(Owner owner) => this with { Owner = owner };
}
