namespace Bivouac.Model;

/// <summary>A folder.</summary>
/// <param name="Path">The absolute path in the running system.</param>
/// <param name="Mode">Its permission bits.</param>
/// <param name="Owner">Its owner and group.</param>
public sealed record OverlayDirectory(string Path, Mode Mode, Owner Owner) : OverlayEntry(Path)
{
    internal override OverlayEntry OwnedBy(Owner owner) => this with { Owner = owner };
}
