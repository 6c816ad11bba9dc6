namespace Bivouac.Model;

/// <summary>A symbolic link.</summary>
/// <param name="Path">The absolute path of the link in the running system.</param>
/// <param name="Target">What it points to, as it is written into the link.</param>
/// <param name="Owner">Its owner and group.</param>
public sealed record OverlayLink(string Path, string Target, Owner Owner) : OverlayEntry(Path)
{
    internal override OverlayEntry OwnedBy(Owner owner) => this with { Owner = owner };
}
