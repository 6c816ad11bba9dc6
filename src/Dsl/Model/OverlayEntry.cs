namespace Bivouac.Model;

/// <summary>Something that the overlay (apkovl) holds or lets go.</summary>
/// <param name="Path">The absolute path in the running system; <c>/</c> for a tree that starts there.</param>
public abstract record OverlayEntry(string Path)
{
    /// <summary>The same with another owner, for what has one.</summary>
    internal virtual OverlayEntry OwnedBy(Owner owner) => this;
}
